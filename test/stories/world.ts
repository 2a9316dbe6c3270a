/** The whole program in virtual time: workers that come and go around one table, and a fake Genesys Cloud. */
import { AGENT_ID } from '#local/genesys/defaults.ts';
import { createMemoryCustomers } from '#shared/adapters/memory/memory-customers.ts';
import { createMemoryTable } from '#shared/adapters/memory/memory-table.ts';
import type { Announcement } from '#shared/domain/announcement.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Announcer } from '#shared/ports/announcer.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import { createDecideUnknown } from '#shared/use-cases/decide-unknown.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import type { ChangeDeps } from '#shared/use-cases/save-transition.ts';
import type { Bend } from '#test/stories/bend.ts';
import { createHiddenTimes } from '#test/stories/hidden-times.ts';
import { createIngest, createUnreliable } from '#test/stories/ingest.ts';
import { createLooks } from '#test/stories/looks.ts';
import { createOperator } from '#test/stories/operator.ts';
import { createScene, type Scene } from '#test/stories/scene.ts';
import { createSimulatedGenesys } from '#test/stories/simulated-genesys.ts';
import type { Story } from '#test/stories/story.ts';
import { createTruth, type Truth } from '#test/stories/truth.ts';
import { createNoteClaims, watchedStore } from '#test/stories/watched-store.ts';
import { MishapError, type WorkerRun } from '#test/stories/worker-run.ts';
import { createWorkers } from '#test/stories/workers.ts';

/** A world, and what the judge looks at. */
export type World = ReturnType<typeof createWorld>;

/** An announcement that the bus took. */
export type Announced = Announcement & { readonly at: EpochMs };

/** Creates the world of a story, in which nothing has happened yet. */
export function createWorld(story: Story, start: EpochMs, bend: Bend = {}) {
  const scene = createScene(story, start);
  const hidden = createHiddenTimes();
  const customers = createMemoryCustomers();
  const { store: stored } = createMemoryTable();
  const table = bend.store?.(stored) ?? stored;
  const genesys = createSimulatedGenesys(scene, (notification) => ingest(notification));
  const truth = createTruth(genesys, scene.time.now);
  const storeFor = createStores(scene, truth, table, (conversationId, at) => work(conversationId, at));

  const changes = changeDeps(scene, storeFor(createUnreliable(scene)));
  const ingest = createIngest(scene, truth, hidden, createRecordNotification(changes));
  const operator = createOperator(scene, truth, table.load, createDecideUnknown(changes));
  const bus = createBus(scene, operator);
  const announcer = bend.announcer?.(bus.announcer) ?? bus.announcer;
  const work = createWorkers(scene, { genesys, truth, hidden, customers, storeFor, announcer, bend });

  return {
    ...scene,
    genesys,
    truth,
    hidden,
    customers,
    announced: bus.announced,
    load: table.load,
    agentToken: () => genesys.control.userToken({ userId: AGENT_ID }),
  };
}

const changeDeps = ({ time, telemetry, random }: Scene, store: ConversationStore): ChangeDeps => ({
  clock: time,
  telemetry,
  random: random.next,
  timers: { send: async () => [] },
  store,
});

/** The table as each of its users reaches it; whatever is saved there is looked at when it is time. */
function createStores(
  scene: Scene,
  truth: Truth,
  table: ConversationStore,
  work: (conversationId: string, at: EpochMs) => Promise<void>,
) {
  const looks = createLooks(scene, table, work);
  const noteClaims = createNoteClaims(scene, truth);
  const onSaved = (conversation: Conversation) => {
    noteClaims(conversation);
    looks.plan(conversation);
  };
  return (ask: WorkerRun['ask']) => watchedStore(table, ask, onSaved);
}

/** The stack's own event bus, which now and then takes nothing. */
function createBus({ story, time }: Scene, onAnnounced: (announcement: Announcement) => void) {
  const announced: Announced[] = [];
  let tries = 0;
  const announcer: Announcer = {
    async announce(announcement) {
      if (story.busFailures.includes(++tries)) throw new MishapError('The bus is down.');
      announced.push({ ...announcement, at: time.now() });
      onAnnounced(announcement);
    },
  };
  return { announced, announcer };
}
