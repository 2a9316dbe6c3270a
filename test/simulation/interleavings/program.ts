import type { MemoryTable } from '#shared/adapters/memory/memory-table.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { plus } from '#shared/domain/time.ts';
import type { Placer } from '#shared/ports/placer.ts';
import type { RateStore } from '#shared/ports/rate-store.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import type { ChangeDeps } from '#shared/use-cases/save-transition.ts';
import { automationDepsOf } from '#test/simulation/automation.ts';
import { passUntil } from '#test/simulation/interleavings/pass-until.ts';
import type { Setting } from '#test/simulation/interleavings/setting.ts';
import type { Stage } from '#test/simulation/interleavings/stage.ts';
import type { Surroundings } from '#test/simulation/placers.ts';
import { never, type Run } from '#test/simulation/run.ts';
import { storeOf } from '#test/simulation/table.ts';

interface ProgramDeps extends Surroundings {
  readonly stage: Stage;
  readonly table: MemoryTable;
  readonly rates: RateStore;
  readonly observed: Set<Observation>;
  readonly setting: Setting;
}

/** The program's own use cases; each outside call of theirs, and each of their sleeps, is a gate. */
export function createProgram(deps: ProgramDeps) {
  const { scene, stage, table, ask, truth, observed, setting } = deps;
  const { trigger, fires } = setting.story;
  const { gates } = setting.cast;

  const runOf = (name: string): Run => ({
    name,
    clock: {
      now: scene.time.now,
      sleep(length) {
        const until = plus(scene.time.now(), length);
        const isForInstant = until <= fires;
        return isForInstant || gates === 'all'
          ? stage.gate(name, 'sleeps', () => passUntil(scene.time, until))
          : Promise.resolve();
      },
    },
    isDead: false,
    death: never(),
    die: () => undefined,
  });

  const changesOf = (run: Run, observation?: Observation): ChangeDeps => ({
    clock: run.clock,
    telemetry: scene.telemetry,
    random: scene.random.next,
    timers: { send: () => ask(run, 'queue', 'sends a timer', () => []) },
    store: storeOf(table, ask, truth, run, observation),
  });

  return {
    record(name: string, observation: Observation) {
      observed.add(observation);
      return createRecordNotification(changesOf(runOf(name), observation))(observation);
    },
    look(name: string, timers: readonly Timer[]) {
      const run = runOf(name);
      const around = { ...deps, operator: () => undefined };
      const automation = automationDepsOf(around, run, changesOf(run));
      return createRunTimers(withPlacersFor(trigger === 'timeout', automation))(timers);
    },
  };
}

function withPlacersFor(actsForAgent: boolean, deps: AutomationDeps): AutomationDeps {
  const placers = [...deps.placers].map(([key, placer]): [string, Placer] => {
    const { dialing } = placer;
    return [key, dialing ? { ...placer, dialing: { ...dialing, needsAgent: actsForAgent } } : placer];
  });
  return { ...deps, placers: new Map(placers) };
}
