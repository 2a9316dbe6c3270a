/** What really happened, as nobody but the fake Genesys and the narrator know it. */
import type { FakeGenesys } from '#local/genesys/create-fake-genesys.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { PLACEMENT_KEY_ATTRIBUTE } from '#shared/genesys/leg-facts.ts';
import type { PlacementRequest } from '#shared/ports/placer.ts';
import { type CallbackState, conversationAt, stateOf } from '#test/stories/callback-state.ts';
import type { PlacerName } from '#test/stories/story.ts';

/** Ends the numbers that agents dial by hand. */
export const HAND = ';by-hand';

/** A callback as Genesys told it to a worker. */
export interface Live extends CallbackState {
  readonly at: EpochMs;
}

/** A call, a contact or a hand-over that the program had made. */
export interface Deed {
  readonly at: EpochMs;
  readonly request: PlacementRequest;
  readonly placer: PlacerName;
  /** What Genesys told immediately before, in the same run. */
  readonly live: Live | undefined;
}

/** A stretch of time in which a callback has one time. */
export interface Epoch {
  readonly conversationId: string;
  readonly scheduledAt: number;
  readonly isImmediate: boolean;
  readonly from: EpochMs;
  until?: EpochMs;
}

/** What a notification, in the moment it was made, told of a callback, and when the program had recorded it. */
export interface Told {
  readonly conversationId: string;
  readonly stamp: number;
  readonly recordedAt: EpochMs;
  readonly scheduledAt: number;
  readonly isOpen: boolean;
  /** Whether somebody talks in the callback; `undefined` where it told nothing of calls. */
  readonly hasCall: boolean | undefined;
}

/** A worker made a placement its own. */
export interface Claimed {
  readonly conversationId: string;
  readonly key: string;
  readonly at: EpochMs;
  readonly token: string;
  readonly trigger: 'scheduled' | 'timeout';
}

/** A callback that the program disconnected, as it was immediately before. */
export interface CleanedUp extends CallbackState {
  readonly conversationId: string;
  readonly at: EpochMs;
}

/** Everything that was noted while a story happened. */
export type Truth = ReturnType<typeof createTruth>;

/** Creates one that knows of nothing yet. */
export function createTruth(genesys: FakeGenesys, now: () => EpochMs) {
  const deeds: Deed[] = [];
  const lives = new Map<string, Live>();
  const asked = new Map<number, Pick<Deed, 'request' | 'placer'>>();
  const liveOf = (run: number, { conversationId }: PlacementRequest) => lives.get(`${run} ${conversationId}`);

  return {
    deeds,
    epochs: [] as Epoch[],
    told: [] as Told[],
    claims: [] as Claimed[],
    requests: [] as { at: EpochMs; operation: string }[],
    cleanUps: [] as CleanedUp[],
    decisions: [] as { conversationId: string; key: string; decision: string }[],
    /** A run begins to place. */
    ask: (run: number, request: PlacementRequest, placer: PlacerName) =>
      void asked.set(run, { request, placer }),
    /** A run gets to know how a callback is. */
    seeLive(run: number, conversationId: string): void {
      const state = stateOf(conversationAt(genesys, conversationId));
      if (state) lives.set(`${run} ${conversationId}`, { ...state, at: now() });
    },
    /** What came of a run's placement until now: calls, and callbacks that are going to be dialled. */
    countEffects(run: number): number {
      const one = asked.get(run);
      return one === undefined ? 0 : effectsOf(genesys, one.request);
    },
    /** Remembers what a run's request did. */
    note(run: number, before: number): void {
      const one = asked.get(run);
      if (one === undefined || effectsOf(genesys, one.request) <= before) return;
      deeds.push({ at: now(), ...one, live: liveOf(run, one.request) });
    },
    /** Something outside Genesys, such as a function, was had do it. */
    do(run: number, request: PlacementRequest, placer: PlacerName): void {
      deeds.push({ at: now(), request, placer, live: liveOf(run, request) });
    },
    calls: () => callsOf(genesys),
    callsByHand: () => genesys.control.calls().filter(({ number }) => number.endsWith(HAND)),
  };
}

/** The calls that no agent made by hand. */
const callsOf = (genesys: FakeGenesys) =>
  genesys.control.calls().filter(({ number }) => !number.endsWith(HAND));

function effectsOf(genesys: FakeGenesys, { placementKey, conversationId }: PlacementRequest): number {
  const calls = callsOf(genesys).filter(
    (call) => call.placementKey === placementKey || call.conversationId === conversationId,
  );
  const waiting = genesys.control
    .conversations()
    .filter(({ id }) => !calls.some((call) => call.conversationId === id))
    .filter(({ participants }) =>
      participants.some(({ attributes }) => attributes[PLACEMENT_KEY_ATTRIBUTE] === placementKey),
    );
  return calls.length + waiting.length;
}
