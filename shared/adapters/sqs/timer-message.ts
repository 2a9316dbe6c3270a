import * as v from 'valibot';
import { epochMs } from '#shared/domain/time.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';

const TimerMessageSchema = v.object({
  timers: v.array(
    v.object({
      conversationId: v.string(),
      at: v.pipe(v.number(), v.safeInteger(), v.transform(epochMs)),
    }),
  ),
});

/** A message of the timers queue cannot be read. Says nothing of what it holds. */
export class TimerMessageError extends Error {
  override readonly name = 'TimerMessageError';

  constructor() {
    super('A message of the timers queue does not fit its schema.');
  }
}

/** Writes the body of a timer message. */
export const formatTimers = (timers: readonly Timer[]): string =>
  JSON.stringify({ timers: timers.map(({ conversationId, at }) => ({ conversationId, at })) });

/** Reads the body of a timer message; throws a `TimerMessageError` where it is none. */
export function parseTimers(body: string): readonly Timer[] {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), TimerMessageSchema), body);
  if (!result.success) throw new TimerMessageError();
  return result.output.timers;
}
