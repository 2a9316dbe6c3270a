import { answerOf } from '#lambdas/ingest/answer.ts';
import { createIntake, type Intake } from '#lambdas/ingest/intake.ts';
import type { Item } from '#shared/adapters/dynamodb/conversation-item.ts';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { epochMs } from '#shared/domain/time.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { freshTexts, interleave, ratiosOf, type Times, typicalTime } from '#test/bench/interleave.ts';
import type { Bench } from '#test/bench/measure.ts';
import { createPool, TOLD_AT } from '#test/bench/payloads/pool.ts';
import { storedItems } from '#test/bench/payloads/stored-items.ts';
import { SILENT } from '#test/bench/silent-telemetry.ts';
import { median } from '#test/bench/statistics.ts';
import { createStubClient } from '#test/bench/stub-dynamodb.ts';

const ROUNDS = 400;
const WARM_UP = 150;

/** How much longer everything of our own takes than `JSON.parse` alone. */
export const measureHandlerTime: Bench = async () => {
  const pool = createPool();
  const stored = storedItems(pool);
  const world = aHandler();
  const bodies = () => freshTexts(pool.map(({ body }) => body));
  const [floor = [], whole = []] = await interleave<string>(
    [
      { inputs: bodies, run: (body) => JSON.parse(body) },
      {
        inputs: () => {
          world.items = structuredClone(stored);
          return bodies();
        },
        run: async (body) => answerOf(await world.takeIn(body)),
      },
    ],
    { rounds: ROUNDS, warmUp: WARM_UP },
  );
  requireAllRecorded(await Promise.all(pool.map(({ body }) => world.takeIn(body))));

  const ratios = ratiosOf(whole, floor, 10);
  const microseconds = (times: Times) => `${(typicalTime(times) * 1000).toFixed(1)} µs`;
  return [
    {
      what: 'own handler time of a notification',
      value: typicalTime(whole) / typicalTime(floor),
      unit: '× JSON.parse',
      budget: { atMost: 3.5 },
      note: [
        `${microseconds(whole)} over ${microseconds(floor)}`,
        `bodies of ${median(pool.map(({ body }) => body.length))} bytes at the median`,
        `from ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} in ten parts of the run`,
      ].join('; '),
    },
  ];
};

/** Ingest without telemetry, over a client that answers at once. */
function aHandler() {
  const clock = { now: () => epochMs(TOLD_AT + 500), sleep: async () => {} };
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
