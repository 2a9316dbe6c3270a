import type { Conversation } from '#shared/domain/conversation.ts';
import { durationMs } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import type { TimerQueue } from '#shared/ports/timer-queue.ts';

/** Ten topics can tell the same news at once, so a version race is lost now and then; but not for ever. */
export const MOST_TRIES = 8;

/** Every try lost its version race: our own trouble, to be tried again by whoever called. */
export class ContentionError extends Error {
  override readonly name = 'ContentionError';
  constructor(tries: number) {
    super(`A conversation changed under ${tries} tries in a row.`);
  }
}

export interface SaveDeps {
  readonly store: ConversationStore;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** What whoever changes conversations works with. */
export interface ChangeDeps extends SaveDeps {
  readonly timers: TimerQueue;
  readonly telemetry: Telemetry;
}

/** A transition's result: the conversation to keep, the same object when nothing changed, and what the caller wants to know. */
export interface Transition<T> {
  readonly conversation: Conversation | undefined;
  readonly result: T;
}

/**
 * The one way in which anything changes a conversation: load, pure transition, save if unchanged. The loser of a race
 * loads again after 5–100 ms. A transition that changes nothing is not saved.
 */
export async function saveTransition<T>(
  { store, clock, random }: SaveDeps,
  conversationId: string,
  transition: (stored: Conversation | undefined) => Transition<T>,
  mostTries = MOST_TRIES,
): Promise<T> {
  for (let tries = 0; tries < mostTries; tries++) {
    if (tries > 0) await clock.sleep(durationMs(5 + random() * 95));
    const stored = await store.load(conversationId);
    const { conversation, result } = transition(stored);
    if (conversation === stored || conversation === undefined) return result;
    if (await store.saveIfUnchanged(conversation)) return result;
  }
  throw new ContentionError(mostTries);
}
