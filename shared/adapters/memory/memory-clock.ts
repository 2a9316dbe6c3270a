import { setImmediate as turn } from 'node:timers/promises';
import { type EpochMs, latest, plus } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';

/** A clock that stands still until it is moved, or until everybody who could do something sleeps. */
export interface MemoryClock extends Clock {
  moveTo(instant: EpochMs): void;
}

interface Sleeper {
  readonly wakeAt: EpochMs;
  readonly wake: () => void;
}

/** Sleepers cost no time: the earliest is woken, at its instant, in a later turn of the event loop. */
export function createMemoryClock(start: EpochMs): MemoryClock {
  let now = start;
  let sleepers: readonly Sleeper[] = [];

  async function wakeEarliest() {
    await turn();
    const [earliest, ...others] = sleepers.toSorted((a, b) => a.wakeAt - b.wakeAt);
    if (earliest === undefined) return;
    sleepers = others;
    now = latest(now, earliest.wakeAt);
    earliest.wake();
  }

  return {
    now: () => now,
    moveTo: (instant) => {
      now = instant;
    },
    sleep(length) {
      const { promise, resolve } = Promise.withResolvers<void>();
      sleepers = [...sleepers, { wakeAt: plus(now, length), wake: resolve }];
      void wakeEarliest();
      return promise;
    },
  };
}
