import { setImmediate as turn } from 'node:timers/promises';
import { type EpochMs, epochMs, latest, plus } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';

/** A clock whose time passes from event to event, as soon as nobody can do anything at the present instant. */
export interface VirtualTime extends Clock {
  /** Has something happen at an instant; at once, where that is past. */
  at(instant: EpochMs, run: () => void): void;
  /** Tells that something is still going on at the present instant. */
  stir(): void;
  runUntil(instant: EpochMs): Promise<void>;
}

interface Entry {
  readonly at: EpochMs;
  readonly order: number;
  readonly run: () => void;
}

/** Turns of the event loop without anything going on, after which everybody waits for the time to pass. */
const QUIET_TURNS = 3;

/** Creates one that stands still until it is run. */
export function createVirtualTime(start: EpochMs): VirtualTime {
  const entries = createEntries();
  let now = start;
  let stirred = 0;
  const stir = () => void stirred++;
  const at: VirtualTime['at'] = (instant, run) => entries.add(latest(epochMs(Math.ceil(instant)), now), run);

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
      for (let next = entries.take(instant); next !== undefined; next = entries.take(instant)) {
        now = latest(now, next.at);
        next.run();
        await settle();
      }
      now = latest(now, instant);
    },
  };
}

const isBefore = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** What is to happen, in order of time and then of coming. */
function createEntries() {
  // Kept backwards: the next one is the last.
  const entries: Entry[] = [];
  let count = 0;
  return {
    add(at: EpochMs, run: () => void): void {
      const entry = { at, order: count++, run };
      let [low, high] = [0, entries.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const other = entries[middle];
        if (other !== undefined && isBefore(entry, other)) low = middle + 1;
        else high = middle;
      }
      entries.splice(low, 0, entry);
    },
    /** The next one, unless it is later than an instant. */
    take(until: EpochMs): Entry | undefined {
      const next = entries.at(-1);
      return next !== undefined && next.at <= until ? entries.pop() : undefined;
    },
  };
}
