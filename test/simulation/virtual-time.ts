import { setImmediate as turn } from 'node:timers/promises';
import { type DurationMs, type EpochMs, epochMs, latest, plus } from '#shared/domain/time.ts';
import { createAgenda } from '#test/simulation/agenda.ts';

/** Time that passes from event to event, as soon as nobody can do anything at the present instant. */
export interface VirtualTime {
  now(): EpochMs;
  sleep(length: DurationMs): Promise<void>;
  /** Has something happen at an instant; at once, where that is past. */
  at(instant: EpochMs, run: () => void): void;
  /** When the next thing happens; never, where nothing does. */
  nextAt(): EpochMs | undefined;
  /** Lets everything happen up to an instant; answers how many things did. Gives up after so many. */
  runUntil(instant: EpochMs, mostEvents: number): Promise<number>;
}

/** Creates one that stands still until it is run. Whoever lives in it waits for nothing but it. */
export function createVirtualTime(start: EpochMs): VirtualTime {
  const agenda = createAgenda();
  let now = start;
  const at: VirtualTime['at'] = (instant, run) => agenda.add(latest(epochMs(Math.ceil(instant)), now), run);
  return {
    now: () => now,
    at,
    nextAt: agenda.nextAt,
    sleep: (length) => new Promise((resolve) => at(plus(now, length), resolve)),
    async runUntil(instant, mostEvents) {
      let events = 0;
      for (let next = agenda.take(instant); next && events < mostEvents; next = agenda.take(instant)) {
        events++;
        now = latest(now, next.at);
        next.run();
        // By the next turn, every promise that this could settle has settled.
        await turn();
      }
      return events;
    },
  };
}
