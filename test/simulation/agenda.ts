import type { EpochMs } from '#shared/domain/time.ts';

/** Something that is to happen at an instant. */
export interface Entry {
  readonly at: EpochMs;
  readonly order: number;
  readonly run: () => void;
}

/** What is to happen, in order of time and then of coming. */
export interface Agenda {
  add(at: EpochMs, run: () => void): void;
  /** When the next thing happens; never, where nothing does. */
  nextAt(): EpochMs | undefined;
  /** Takes the next one out, unless it is later than an instant. */
  take(until: EpochMs): Entry | undefined;
}

/** Creates an empty one. */
export function createAgenda(): Agenda {
  // Kept backwards: the next one is the last.
  const entries: Entry[] = [];
  let count = 0;
  return {
    add(at, run) {
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
    nextAt: () => entries.at(-1)?.at,
    take(until) {
      const next = entries.at(-1);
      return next !== undefined && next.at <= until ? entries.pop() : undefined;
    },
  };
}

const isBefore = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order);
