import { answerOf } from '#lambdas/ingest/answer.ts';
import { createIntake } from '#lambdas/ingest/intake.ts';
import type { Intake } from '#lambdas/ingest/outcome.ts';
import { type Item, toItem } from '#shared/adapters/dynamodb/conversation-item.ts';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { epochMs } from '#shared/domain/time.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { freshTexts, interleave, ratiosOf, type Times, typicalTime } from '#test/bench/interleave.ts';
import type { Bench, Measure } from '#test/bench/measure.ts';
import { createPool, TOLD_AT } from '#test/bench/payloads/pool.ts';
import { conversationsBefore, observe, storedItems } from '#test/bench/payloads/stored-items.ts';
import { SILENT } from '#test/bench/silent-telemetry.ts';
import { median } from '#test/bench/statistics.ts';
import { createStubClient } from '#test/bench/stub-dynamodb.ts';

const ROUNDS = 400;
const WARM_UP = 150;
const NOW = epochMs(TOLD_AT + 500);

/** A notification, and what the client found of its conversation. */
interface Case {
  readonly body: string;
  readonly before: Conversation;
}

/**
 * How much longer our own work on a notification takes than `JSON.parse` alone.
 *
 * The budget is for what has to be done with each body: parse, check, restate, reduce, derive the next look, build the
 * item to be written. The client is stubbed at the domain's side of it: for half of the pool it gives a conversation
 * just decoded, which each round gets afresh. The whole handler, shown beside it, adds what surrounds that work: reading
 * the stored item, the store's commands, counting what was dropped, promises, and the answer.
 */
export const measureHandlerTime: Bench = async () => {
  const pool = createPool();
  const stored = storedItems(pool);
  const world = aHandler();
  const bodies = () => freshTexts(pool.map(({ body }) => body));
  const cases = (): readonly Case[] => {
    const before = conversationsBefore(pool, structuredClone(stored), NOW);
    return bodies().map((body, place) => ({ body, before: before[place]! }));
  };
  const wholes = () => {
    world.items = structuredClone(stored);
    return cases();
  };
  const [floor = [], own = [], whole = []] = await interleave<Case>(
    [
      { inputs: cases, run: ({ body }) => JSON.parse(body) },
      { inputs: cases, run: takeIn },
      { inputs: wholes, run: async ({ body }) => answerOf(await world.takeIn(body)) },
    ],
    { rounds: ROUNDS, warmUp: WARM_UP },
  );
  requireAllRecorded(await Promise.all(pool.map(({ body }) => world.takeIn(body))));

  return [
    {
      ...measureOf('own work on a notification', own, floor),
      budget: { atMost: 3.5 },
      note: `${noteOf(own, floor)}; bodies of ${median(pool.map(({ body }) => body.length))} bytes at the median`,
    },
    measureOf('whole handler of a notification', whole, floor),
  ];
};

function measureOf(what: string, times: Times, floor: Times): Measure {
  return {
    what,
    value: typicalTime(times) / typicalTime(floor),
    unit: '× JSON.parse',
    note: noteOf(times, floor),
  };
}

function noteOf(times: Times, floor: Times): string {
  const ratios = ratiosOf(times, floor, 10);
  const microseconds = (of: Times) => `${(typicalTime(of) * 1000).toFixed(1)} µs`;
  return [
    `${microseconds(times)} over ${microseconds(floor)}`,
    `from ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} in ten parts of the run`,
  ].join('; ');
}

/** All that has to be done with a body, from its text to the item. */
function takeIn({ body, before }: Case): Item {
  const { conversation } = recordObservation(before, observe(body), NOW);
  return toItem({ ...conversation, version: before.version + 1 }, nextLook(conversation));
}

/** Ingest without telemetry, over a client that answers at once. */
function aHandler() {
  const clock = { now: () => NOW, sleep: async () => {} };
  const world: { items: ReadonlyMap<string, Item>; takeIn: (text: string) => Promise<Intake> } = {
    items: new Map(),
    takeIn: createIntake({
      parse: parseNotification,
      record: createRecordNotification({
        store: createConversationStore(
          createStubClient((key) => world.items.get(key)),
          'conversations',
        ),
        timers: { send: async () => [] },
        clock,
        telemetry: SILENT,
        random: () => 0.5,
      }),
      quarantine: { keep: async () => {} },
      telemetry: SILENT,
      clock,
    }),
  };
  return world;
}

function requireAllRecorded(intakes: readonly Intake[]): void {
  const strange = intakes.flatMap(({ outcomes }) => outcomes).filter(({ outcome }) => outcome !== 'recorded');
  if (strange.length > 0)
    throw new Error(`${strange.length} payloads were not recorded: ${strange[0]?.outcome}.`);
}
