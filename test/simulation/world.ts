/** The whole program in virtual time: runs that come and go around one table, and a Genesys Cloud with its own truth. */
import { createMemoryCustomers } from '#shared/adapters/memory/memory-customers.ts';
import { createMemoryRateStore } from '#shared/adapters/memory/memory-rate-store.ts';
import { createMemoryTable } from '#shared/adapters/memory/memory-table.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { type EpochMs, earliest } from '#shared/domain/time.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';
import { createDecideUnknown } from '#shared/use-cases/decide-unknown.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import type { ChangeDeps } from '#shared/use-cases/save-transition.ts';
import { automationDepsOf } from '#test/simulation/automation.ts';
import { customersOf } from '#test/simulation/customers.ts';
import { reportUnlessExpected } from '#test/simulation/expected-errors.ts';
import { createGenesys } from '#test/simulation/genesys.ts';
import type { History } from '#test/simulation/history.ts';
import { createOperator } from '#test/simulation/operator.ts';
import { createOutside } from '#test/simulation/outside.ts';
import { createRuns, type Run } from '#test/simulation/run.ts';
import { createScene, type Scene } from '#test/simulation/scene.ts';
import { statusOf } from '#test/simulation/status.ts';
import { createSweeps } from '#test/simulation/sweeps.ts';
import { storeOf } from '#test/simulation/table.ts';
import { createTimers } from '#test/simulation/timers.ts';
import { createTruth } from '#test/simulation/truth.ts';
import { createWire } from '#test/simulation/wire.ts';

/** A world, and what the judges look at. */
export type World = ReturnType<typeof createWorld>;

/** Creates the world of a history, in which nothing has happened yet. */
export function createWorld(history: History, write?: (line: string) => void) {
  const scene = createScene(history, write);
  const ask = createOutside(scene);
  const beginRun = createRuns(scene);
  const truth = createTruth(scene.time.now);
  const table = createMemoryTable();
  const rates = createMemoryRateStore();
  const customers = createMemoryCustomers();
  const observed = new Set<Observation>();
  const live = createLife(scene);
  const timers = createTimers(scene, ask, look);

  const changeDeps = (run: Run, observation?: Observation): ChangeDeps => ({
    clock: run.clock,
    telemetry: scene.telemetry,
    random: scene.random.next,
    timers: timers.portOf(run),
    store: storeOf(table, ask, truth, run, observation),
  });

  const answer = (work: Promise<unknown>): Promise<number> => {
    work.catch((error: unknown) => reportUnlessExpected(scene.problems, error));
    return statusOf(work, scene.telemetry);
  };
  const genesys = createGenesys(
    scene,
    createWire(scene, {
      stored: table.store.load,
      respond: (observation) => {
        observed.add(observation);
        const record = createRecordNotification(changeDeps(beginRun('ingest'), observation));
        return answer(record(observation));
      },
      noteReached: (reached) => answer(customersOf(customers, ask, truth, beginRun('ingest')).note(reached)),
      isNoted: ({ at, ...customer }) =>
        customers.reachedAt(customer, '').then((noted) => noted !== undefined && noted >= at),
    }),
  );
  const decide: ReturnType<typeof createDecideUnknown> = (...about) =>
    createDecideUnknown(changeDeps(beginRun('operator')))(...about);
  const operator = createOperator(scene, genesys, truth, decide);
  const around = { scene, ask, genesys, truth, rates, customers, operator };

  function look(due: readonly Timer[]): Promise<boolean> {
    const run = beginRun('automation');
    return live(run, createRunTimers(automationDepsOf(around, run, changeDeps(run)))(due));
  }

  const earliestLook = (): EpochMs | undefined => {
    const looks = [...truth.states.values()].flatMap((state) => nextLook(state)?.at ?? []);
    return looks.length === 0 ? undefined : earliest(...looks);
  };
  const sweeps = createSweeps(scene, { table, ask, timers, beginRun, live, earliestLook });
  return { ...scene, genesys, truth, sweeps, observed };
}

/** Lets a run live until its work is done or it dies. That it failed is told, unless the history is about it. */
const createLife =
  ({ problems, say }: Scene) =>
  async (run: Run, work: Promise<unknown>): Promise<boolean> => {
    const ended = work.then(
      () => true,
      (error: unknown) => {
        reportUnlessExpected(problems, error);
        return false;
      },
    );
    const isWell = await Promise.race([ended, run.death.then(() => false)]);
    say(() => `${run.name} ${isWell ? 'ends' : run.isDead ? 'is dead' : 'failed'}`);
    return isWell;
  };
