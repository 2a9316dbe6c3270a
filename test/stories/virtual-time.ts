import { setImmediate as turn } from 'node:timers/promises';
import { type EpochMs, epochMs, latest, plus } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import { createAgenda } from '#test/simulation/agenda.ts';

/** A clock whose time passes from event to event, as soon as nobody can do anything at the present instant. */
export interface VirtualTime extends Clock {
  /** Has something happen at an instant; at once, where that is past. */
  at(instant: EpochMs, run: () => void): void;
  /** Tells that something is still going on at the present instant. */
  stir(): void;
  runUntil(instant: EpochMs): Promise<void>;
}

/** Turns of the event loop without anything going on, after which everybody waits for the time to pass. */
const QUIET_TURNS = 3;

/** Creates one that stands still until it is run. */
export function createVirtualTime(start: EpochMs): VirtualTime {
  const agenda = createAgenda();
  let now = start;
  let stirred = 0;
  const stir = () => void stirred++;
  const at: VirtualTime['at'] = (instant, run) => agenda.add(latest(epochMs(Math.ceil(instant)), now), run);

  async function settle(): Promise<void> {
    for (let quiet = 0, before = stirred; quiet < QUIET_TURNS; quiet++) {
      await turn();
      if (stirred !== before) quiet = -1;
      before = stirred;
    }
  }

  return {
    now() {
      stir();
      return now;
    },
    stir,
    sleep(length) {
      stir();
      const { promise, resolve } = Promise.withResolvers<void>();
      at(plus(now, length), () => {
        stir();
        resolve();
      });
      return promise;
    },
    at,
    async runUntil(instant) {
      await settle();
      for (let next = agenda.take(instant); next !== undefined; next = agenda.take(instant)) {
        now = latest(now, next.at);
        next.run();
        await settle();
      }
      now = latest(now, instant);
    },
  };
}
