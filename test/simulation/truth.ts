/** What really happened, as nobody but the simulation knows it. */

import type { Announcement } from '#shared/domain/announcement.ts';
import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import type { CustomerReached } from '#shared/domain/customer.ts';
import type { Observation } from '#shared/domain/observation.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { PlacementRequest } from '#shared/ports/placer.ts';

/** A call, a contact or a hand-over that the program had made. */
export interface Deed {
  readonly at: EpochMs;
  /** When it was asked for, which may be long before it was done. */
  readonly askedAt: EpochMs;
  readonly request: PlacementRequest;
  /** The run that asked for it. */
  readonly run: string;
}

/** Genesys told a run how a callback is. */
export interface AskedLive {
  readonly run: string;
  readonly conversationId: string;
  readonly at: EpochMs;
  readonly told: Observation['told'];
  readonly scheduledFor: EpochMs | undefined;
  readonly stampedAt: EpochMs;
  /** How many saves there had been. */
  readonly saves: number;
}

/** News of a callback that the program has recorded. */
export interface Told {
  readonly conversationId: string;
  readonly observation: Observation;
  readonly at: EpochMs;
  /** The how many-th save recorded it. */
  readonly save: number;
  readonly scheduledFor: EpochMs | undefined;
  readonly isOpen: boolean;
  readonly number: string | undefined;
}

/** Whom an agent reached in another conversation, as the program remembers it. */
interface Noted {
  readonly reached: CustomerReached;
  /** Since when it does. */
  readonly at: EpochMs;
}

/** A worker made a placement its own. */
export interface Claimed {
  readonly conversationId: string;
  readonly at: EpochMs;
  readonly save: number;
  readonly record: CallbackRecord;
  readonly placement: Extract<NonNullable<CallbackRecord['placement']>, { kind: 'placing' }>;
}

/** An operator's word on a callback. */
interface Word {
  readonly conversationId: string;
  readonly key: string;
  readonly decision: string;
}

/** Everything that was noted while a history happened. */
export type Truth = ReturnType<typeof createTruth>;

/** Creates one that knows of nothing yet. */
export function createTruth(now: () => EpochMs) {
  const states = new Map<string, Conversation>();
  const told: Told[] = [];
  const claims: Claimed[] = [];
  const asked: AskedLive[] = [];
  const noted: Noted[] = [];
  const words: Word[] = [];
  const fingerprints = new Set<string>();
  const tokens = new Set<string>();
  let saves = 0;

  return {
    /** What the table holds. */
    states,
    deeds: [] as Deed[],
    told,
    claims,
    announced: [] as (Announcement & { readonly at: EpochMs })[],
    /** What an operator said; whether it counted, they do not always get to know. */
    words,
    /** An operator spoke; what is answered takes the word back, where it did not count. */
    hear(word: Word): () => void {
      words.push(word);
      return () => void words.splice(words.indexOf(word), 1);
    },
    asked,
    noted,
    note: (reached: CustomerReached): void => void noted.push({ reached, at: now() }),
    /** Genesys told a run how a callback is. */
    answer(answer: Omit<AskedLive, 'saves'>): void {
      asked.push({ ...answer, saves });
    },
    /** The table took a state; where it was for the sake of an observation, that is told now. */
    save(conversation: Conversation, observation: Observation | undefined): void {
      saves++;
      const { conversationId } = conversation;
      states.set(conversationId, conversation);
      if (observation?.conversationId === conversationId && !fingerprints.has(observation.fingerprint)) {
        fingerprints.add(observation.fingerprint);
        told.push(...toTold(observation, now(), saves));
      }
      for (const record of conversation.callbacks) {
        const { placement } = record;
        if (placement?.kind !== 'placing' || tokens.has(placement.token)) continue;
        tokens.add(placement.token);
        claims.push({ conversationId, at: now(), save: saves, record, placement });
      }
    },
  };
}

function toTold(observation: Observation, at: EpochMs, save: number): Told[] {
  const { conversationId, told } = observation;
  const legs = told.kind === 'snapshot' ? told.legs : [told.leg];
  const customer = legs.find(({ purpose }) => purpose === 'customer');
  if (customer === undefined) return [];
  const { scheduledFor, state, number } = customer;
  const isOpen = state !== 'disconnected';
  return [{ conversationId, observation, at, save, scheduledFor, isOpen, number }];
}

/** Whether news are newer than others, as their stamps say. */
export function isLater(a: Pick<Told, 'observation'>, b: Pick<Told, 'observation'>): boolean {
  const [one = 0, other = 0] = [a.observation.stampedAt, b.observation.stampedAt];
  return one === other ? a.observation.fingerprint > b.observation.fingerprint : one > other;
}

/** The newest of what was told of a conversation and recorded before a save. */
export const newestTold = ({ told }: Truth, conversationId: string, save: number): Told | undefined =>
  told
    .filter((one) => one.conversationId === conversationId && one.save < save)
    .reduce<Told | undefined>((newest, one) => (newest && isLater(newest, one) ? newest : one), undefined);

/** What Genesys answered last of a conversation before a save, where that is newer than all that was told of it. */
const newerAnswer = (
  { asked }: Truth,
  conversationId: string,
  newest: Told | undefined,
  save: number,
): AskedLive | undefined =>
  asked.findLast(
    (one) =>
      one.conversationId === conversationId &&
      one.saves < save &&
      one.stampedAt > (newest?.observation.stampedAt ?? 0),
  );

/** What was known last before a save, from notifications or from an answer of Genesys. */
export function newestKnown(
  truth: Truth,
  conversationId: string,
  save: number,
): Told | AskedLive | undefined {
  const told = newestTold(truth, conversationId, save);
  return newerAnswer(truth, conversationId, told, save) ?? told;
}

/** Whether two news tell different times with one stamp: either may be the newer. */
export const areAtOnce = (a: Told, b: Told): boolean =>
  a.observation.stampedAt === b.observation.stampedAt && a.scheduledFor !== b.scheduledFor;

/** Whether a conversation was told of at two times with one stamp. */
export function isMovedAtOnce({ told }: Pick<Truth, 'told'>, id: string): boolean {
  const own = told.filter(({ conversationId }) => conversationId === id);
  return own.some((one) => own.some((other) => areAtOnce(one, other)));
}
