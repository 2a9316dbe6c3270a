import { createMemoryTelemetry, type MemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { between, durationMs, type EpochMs, plus } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';
import type { History } from '#test/simulation/history.ts';
import type { Violation } from '#test/simulation/judge/violation.ts';
import { createRandom, type Random } from '#test/simulation/random.ts';
import { createVirtualTime, type VirtualTime } from '#test/simulation/virtual-time.ts';

/** What all parts of a world share. */
export interface Scene {
  readonly history: History;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly telemetry: MemoryTelemetry;
  /** What happened that must never happen, found while it did. */
  readonly problems: Violation[];
  /** The instant that lies so many seconds after the beginning. */
  instant(second: number): EpochMs;
  /** Whether something of the history goes on at this moment. */
  isNow(one: { readonly at: number; readonly seconds: number }): boolean;
  /** Writes down what happens, where anybody reads it. */
  say(line: () => string): void;
}

/** Sets the stage for a history that begins at noon. */
export function createScene(history: History, write?: (line: string) => void): Scene {
  const time = createVirtualTime(NOON);
  const since = () => between(NOON, time.now()) / 1000;
  return {
    history,
    time,
    // Another seed than the one that the history was made up from.
    random: createRandom(history.seed * 7919 + 1),
    telemetry: createMemoryTelemetry(),
    problems: [],
    instant: (second) => plus(NOON, durationMs(Math.round(second * 1000))),
    isNow: ({ at, seconds }) => since() >= at && since() < at + seconds,
    say: (line) => write?.(`${since().toFixed(3).padStart(10)}  ${line()}`),
  };
}
