import type { FakeGenesys } from '#local/genesys/create-fake-genesys.ts';
import { createMemoryRateStore } from '#shared/adapters/memory/memory-rate-store.ts';
import { toE164 } from '#shared/adapters/phone-numbers/to-e164.ts';
import { type EpochMs, plus, seconds } from '#shared/domain/time.ts';
import type { Announcer } from '#shared/ports/announcer.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { Customers } from '#shared/ports/customers.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { createPacer } from '#shared/use-cases/pacer.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import type { Bend } from '#test/stories/bend.ts';
import type { HiddenTimes } from '#test/stories/hidden-times.ts';
import { isExpected } from '#test/stories/ingest.ts';
import { createNetwork } from '#test/stories/network.ts';
import type { Scene } from '#test/stories/scene.ts';
import { settingsNow } from '#test/stories/story-settings.ts';
import type { Truth } from '#test/stories/truth.ts';
import { createWorkerPlacers } from '#test/stories/worker-placers.ts';
import { clockOf, createWorkerRun, type WorkerRun } from '#test/stories/worker-run.ts';

/** A worker's run is ended by its platform after this. */
const LONGEST_RUN = seconds(60);

/** What workers share. */
export interface WorkerDeps {
  readonly genesys: FakeGenesys;
  readonly truth: Truth;
  readonly hidden: HiddenTimes;
  readonly customers: Customers;
  readonly storeFor: (ask: WorkerRun['ask']) => ConversationStore;
  readonly announcer: Announcer;
  readonly bend: Bend;
}

/** Has a worker look at a conversation: an idle one, with what it remembers, or a new one. Those that die don't come back. */
export function createWorkers(scene: Scene, deps: WorkerDeps) {
  const idle: Worker[] = [];
  const create = createWorkerMaker(scene, deps);
  let runs = 0;

  return async (conversationId: string, at: EpochMs): Promise<void> => {
    const worker = idle.pop() ?? create();
    const run = createWorkerRun(++runs, scene);
    scene.time.at(plus(scene.time.now(), LONGEST_RUN), run.die);
    worker.begin(run);
    const done = worker.runTimers([{ conversationId, at }]).catch((error: unknown) => {
      if (!isExpected(error)) scene.problems.push(`worker-failed: ${String(error)}`);
    });
    await Promise.race([done, run.death]);
    if (!run.isDead) idle.push(worker);
  };
}

type Worker = ReturnType<ReturnType<typeof createWorkerMaker>>;

function createWorkerMaker(scene: Scene, deps: WorkerDeps) {
  const { time, random, telemetry, story } = scene;
  const network = createNetwork(scene, deps);
  const rates = createMemoryRateStore();
  const placersOf = createWorkerPlacers(scene, deps);
  let tokens = 0;

  return () => {
    let run = createWorkerRun(0, scene);
    const ask: WorkerRun['ask'] = (what) => run.ask(what);
    const clock = clockOf(time, () => run);
    const pacer = createPacer({ clock, random: random.next, rates });
    const automation: AutomationDeps = {
      clock,
      telemetry,
      random: random.next,
      timers: { send: async () => [] },
      store: deps.storeFor(ask),
      placers: placersOf({ clock, fetch: network(() => run), run: () => run }),
      announcer: { announce: (announcement) => ask(() => deps.announcer.announce(announcement)) },
      settings: { current: async () => settingsNow(scene) },
      pacer: deps.bend.pacer?.(pacer) ?? pacer,
      ...(story.leaveIfReachedWithin !== undefined && { customers: deps.customers }),
      toE164,
      newToken: () => `token-${++tokens}`,
    };
    return {
      begin: (next: WorkerRun) => {
        run = next;
      },
      runTimers: createRunTimers(automation),
    };
  };
}
