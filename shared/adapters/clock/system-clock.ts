import { setTimeout as wait } from 'node:timers/promises';
import { epochMs } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  // A timer may fire up to 2 ms before its time: whoever needs an instant looks at the clock again.
  sleep: (length) => wait(length),
};
