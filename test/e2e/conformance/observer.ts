/**
 * Judges by state: what is stored of a conversation, and what was done in the end. What the receiver answered is no
 * evidence of anything.
 *
 * Beside each conversation it keeps a twin, of which the stack was told the same: once, in order, without trouble.
 */
import { isDeepStrictEqual } from 'node:util';
import { vi } from 'vitest';
import type { ConversationReport } from '#shared/use-cases/conversation-report.ts';
import { type Callback, twinOf } from '#test/e2e/conformance/callbacks.ts';
import { type Sight, sightOf } from '#test/e2e/conformance/sight.ts';
import type { Stage } from '#test/e2e/conformance/stage.ts';
import { type BusEvent, getState, post } from '#test/e2e/target.ts';

/** Something that a sound receiver would not have let happen. */
export class Finding extends Error {
  override readonly name = 'Finding';
}

export interface Observer {
  /** Nothing is known of it, and nothing was done or kept for it. */
  seesNothingOf(callback: Callback): Promise<void>;
  /** It is known as it was told, and waits: nothing was done yet. */
  seesWaiting(callback: Callback): Promise<void>;
  /** It is known as it was told, and is placed once, for the time that was told last. */
  seesPlacedOnce(callback: Callback): Promise<void>;
  /** It is known as it was told, is over, and was not placed; nothing will look at it any more. */
  seesOver(callback: Callback): Promise<void>;
  /** Nothing is known of it, and nothing was done for it; the body lies in quarantine, once. */
  seesOnlyKept(callback: Callback, body: string): Promise<void>;
  /** The body lies in quarantine, once. */
  seesKept(body: string): Promise<void>;
  /** When nothing is left to be done, everything is still as it was seen last. */
  seesNoMore(): Promise<void>;
}

const SOON = { timeout: 15_000, interval: 50 };

export function createObserver(stage: Stage): Observer {
  const twins = new Map<Callback, Promise<Callback>>();
  const twinFor = (callback: Callback) => {
    const twin = twins.get(callback) ?? tellTwin(stage, callback);
    twins.set(callback, twin);
    return twin;
  };
  const seesAsTold = async (callback: Callback, isThere: (found: Found) => boolean) => {
    const twin = await twinFor(callback);
    const [known, expected] = [await find(stage, callback), await find(stage, twin)];
    if (known.report === undefined) throw new Finding('It is not stored.');
    judge('What is stored of its legs', sight(callback, known).legs, sight(twin, expected).legs);
    await Promise.all([callback, twin].map((one) => comesTo(stage, one, isThere)));
    const [seen, wanted] = [
      sight(callback, await find(stage, callback)),
      sight(twin, await find(stage, twin)),
    ];
    judge('What is stored', seen.state, wanted.state);
    judge('What was announced', seen.announced, wanted.announced);
  };
  const seenLast = new Map<string, () => Promise<void>>();
  const seesPlacedOnce = async (callback: Callback) => {
    await seesAsTold(callback, isDone);
    await announcesOnly(stage, callback, [callback.due]);
    seenLast.set(callback.conversationId, () => seesPlacedOnce(callback));
  };
  const seesOver = async (callback: Callback) => {
    await seesAsTold(callback, isAtRest);
    await announcesOnly(stage, callback, []);
    seenLast.set(callback.conversationId, () => seesOver(callback));
  };
  const seesNothingBut = async (callback: Callback, kept: readonly string[]) => {
    await findsNothing(stage, callback, kept);
    // By the time that the same was done for its twin, it would have been done for it.
    await comesTo(stage, await twinFor(callback), isDone);
    await findsNothing(stage, callback, kept);
  };
  return {
    seesNothingOf: (callback) => seesNothingBut(callback, []),
    seesOnlyKept: (callback, body) => seesNothingBut(callback, [body]),
    seesWaiting: (callback) => seesAsTold(callback, isWaiting),
    seesPlacedOnce,
    seesOver,
    async seesKept(body) {
      const times = (await stage.kept()).filter((one) => one === body).length;
      if (times !== 1) throw new Finding(`It lies in quarantine ${times} times.`);
    },
    async seesNoMore() {
      await vi.waitUntil(() => stage.isQuiet(), SOON);
      for (const seesStill of seenLast.values()) await seesStill();
    },
  };
}

interface Found {
  readonly report: ConversationReport | undefined;
  readonly events: readonly BusEvent[];
}

const isAtRest = ({ report }: Found) => report?.nextLook === null;
const isDone = (found: Found) => isAtRest(found) && found.events.length > 0;
const isWaiting = ({ report, events }: Found) => report?.nextLook != null && events.length === 0;

async function find(stage: Stage, { conversationId }: Callback): Promise<Found> {
  const response = await getState(stage.stack(), conversationId);
  if (response.status !== 200 && response.status !== 404) throw new Error('The state cannot be seen.');
  const report = response.status === 200 ? ((await response.json()) as ConversationReport) : undefined;
  const ours = (await stage.announced()).filter(({ detail }) => detail['conversationId'] === conversationId);
  return { report, events: [...new Map(ours.map((event) => [placementOf(event), event])).values()] };
}

/** An announcement whose answer was lost is repeated, with the same key and the instant of the same claim. */
const placementOf = ({ detail }: BusEvent) => `${detail['placementKey']} ${detail['firedAt']}`;

/** Tells the stack itself, past the receiver that is judged. */
async function tellTwin(stage: Stage, callback: Callback): Promise<Callback> {
  const twin = twinOf(callback);
  for (const { body } of twin.notices) {
    const { status } = await post(stage.stack(), body);
    if (status !== 200) throw new Error(`The stack answered ${status} to the twin.`);
  }
  return twin;
}

async function comesTo(stage: Stage, callback: Callback, isThere: (found: Found) => boolean): Promise<void> {
  await vi
    .waitUntil(async () => isThere(await find(stage, callback)), SOON)
    .catch((cause: unknown) => {
      throw new Finding('It does not come to what was told of it.', { cause });
    });
}

const sight = (callback: Callback, { report, events }: Found): Sight => {
  if (report === undefined) throw new Finding('It is not stored.');
  return sightOf(callback, report, events);
};

function judge(what: string, seen: string, wanted: string): void {
  if (seen !== wanted) throw new Finding(`${what} is ${seen}, but should be ${wanted}.`);
}

async function announcesOnly(
  stage: Stage,
  callback: Callback,
  dues: readonly (string | undefined)[],
): Promise<void> {
  const { events } = await find(stage, callback);
  const placed = events.map((event) =>
    event['detail-type'] === 'CallbackDue' ? event.detail['due'] : 'left',
  );
  if (!isDeepStrictEqual(placed, dues)) throw new Finding(`It was announced ${placed.length} times.`);
}

async function findsNothing(stage: Stage, callback: Callback, but: readonly string[]): Promise<void> {
  const { report, events } = await find(stage, callback);
  if (report !== undefined) throw new Finding('It is stored.');
  if (events.length > 0) throw new Finding('It was announced.');
  const kept = (await stage.kept()).filter((body) => body.includes(callback.conversationId));
  if (!isDeepStrictEqual(kept, but)) throw new Finding(`It lies in quarantine ${kept.length} times.`);
}
