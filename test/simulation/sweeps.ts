import type { MemoryTable } from '#shared/adapters/memory/memory-table.ts';
import { type EpochMs, epochMs, minutes, plus, seconds } from '#shared/domain/time.ts';
import { createSweep } from '#shared/use-cases/sweep.ts';
import { NOON } from '#test/builders/times.ts';
import type { Outside } from '#test/simulation/outside.ts';
import type { Run } from '#test/simulation/run.ts';
import type { Scene } from '#test/simulation/scene.ts';
import { indexOf } from '#test/simulation/table.ts';
import type { createTimers } from '#test/simulation/timers.ts';

interface SweepsDeps {
  readonly table: MemoryTable;
  readonly ask: Outside;
  readonly timers: ReturnType<typeof createTimers>;
  readonly beginRun: (kind: string) => Run;
  /** Runs a function until it ends or dies; answers whether it ended well. */
  readonly live: (run: Run, work: Promise<unknown>) => Promise<boolean>;
  /** When the next look at any conversation is. */
  readonly earliestLook: () => EpochMs | undefined;
}

/** The sweep looks so far ahead, and a minute for its own lateness. */
const AHEAD = minutes(7);

/** Has the sweep run each minute: late, twice or not at all; and not while nothing at all is to be expected. */
export function createSweeps(scene: Scene, deps: SweepsDeps) {
  const { table, ask, timers, beginRun, live, earliestLook } = deps;
  const { history, time, random, telemetry } = scene;

  function sweep(): void {
    const run = beginRun('sweep');
    const index = indexOf(table, ask, run, timers.isTaken, scene);
    void live(run, createSweep({ index, timers: timers.portOf(run), clock: run.clock, telemetry })());
  }

  /** Quiet hours are passed over, as if their runs had been missing. */
  function nextTick(): EpochMs | undefined {
    const look = earliestLook();
    const instants = [time.nextAt(), look && epochMs(look - AHEAD)].filter((at) => at !== undefined);
    if (instants.length === 0) return undefined;
    const wanted = Math.max(Math.min(...instants) - minutes(1), time.now() + 1);
    return epochMs(NOON + Math.ceil((wanted - NOON) / minutes(1)) * minutes(1));
  }

  function tick(): void {
    const { missing, twice, late } = history.sweeps;
    const at = nextTick();
    if (at === undefined) return;
    time.at(at, tick);
    if (random.chance(missing)) return;
    for (let copies = random.chance(twice) ? 2 : 1; copies > 0; copies--) {
      time.at(plus(time.now(), seconds(random.next() * late)), sweep);
    }
  }

  return { begin: () => time.at(NOON, tick) };
}
