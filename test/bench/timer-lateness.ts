import { setTimeout as sleep } from 'node:timers/promises';
import { type BusEvent, eventsOf, type LocalStack, send, startLocalStack } from '#test/bench/local-stack.ts';
import type { Bench } from '#test/bench/measure.ts';
import { createRandom } from '#test/bench/random.ts';
import { median, quantile } from '#test/bench/statistics.ts';

const CALLBACKS = 300;
const FIRST_IN = 4000;
const SPREAD_OVER = 10_000;
const GIVE_UP_AFTER = 30_000;

/** How long after its due instant a callback is claimed on the local stack. */
export const measureTimerLateness: Bench = async () => {
  const stack = await startLocalStack();
  try {
    await sendCallbacks(stack);
    const latenesses = (await allEvents(stack)).map(
      ({ detail }) => Date.parse(detail['firedAt'] ?? '') - Date.parse(detail['due'] ?? ''),
    );
    return [
      {
        what: 'lateness of a callback, p99',
        value: quantile(latenesses, 0.99),
        unit: 'ms',
        budget: { atMost: 100 },
        note: `${latenesses.length} callbacks over ${SPREAD_OVER / 1000} s; median ${median(latenesses)} ms, latest ${Math.max(...latenesses)} ms`,
      },
      {
        what: 'lateness of a callback, least',
        value: Math.min(...latenesses),
        unit: 'ms',
        budget: { atLeast: 0 },
      },
    ];
  } finally {
    await stack.remove();
  }
};

async function sendCallbacks(stack: LocalStack): Promise<void> {
  const random = createRandom(99);
  const first = Date.now() + FIRST_IN;
  for (let index = 0; index < CALLBACKS; index++) {
    const due = first + Math.floor((index * SPREAD_OVER) / CALLBACKS) + random.whole(0, 40);
    await send(stack, aCallback(random.uuid(), random.uuid(), due));
  }
}

const aCallback = (conversationId: string, participantId: string, due: number) =>
  JSON.stringify({
    topicName: 'v2.routing.queues.00b109cf-1123-4591-a53c-c534b17e5268.conversations.callbacks',
    eventBody: {
      id: conversationId,
      participants: [
        {
          id: participantId,
          purpose: 'customer',
          state: 'scheduled',
          callbackNumbers: ['+13175550123'],
          automatedCallbackConfigId: '9d2f0a4e-5b1c-4a7e-8f63-1c0d9b7a6e55',
          callbackScheduledTime: new Date(due).toISOString(),
        },
      ],
    },
    timestamp: new Date().toISOString(),
  });

/** Waits until every callback was announced. */
async function allEvents(stack: LocalStack): Promise<readonly BusEvent[]> {
  const givesUpAt = Date.now() + FIRST_IN + SPREAD_OVER + GIVE_UP_AFTER;
  while (Date.now() < givesUpAt) {
    // Rarely, so that asking does not make callbacks late.
    await sleep(1000);
    const events = await eventsOf(stack);
    if (events.length >= CALLBACKS) return events;
  }
  throw new Error(`Not all of ${CALLBACKS} callbacks were announced.`);
}
