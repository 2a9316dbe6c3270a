import { eventsOf, peakMemory, send, startLocalStack } from '#test/bench/local-stack.ts';
import type { Bench } from '#test/bench/measure.ts';
import { createRandom } from '#test/bench/random.ts';
import { aLife, type Life } from '#test/bench/trace/life.ts';

const CONVERSATIONS = 400;
const NOTIFICATIONS = 5;
const SENDERS = 20;

/** The first notifications of as many lives, one of each life in turn, as a busy contact centre sends them. */
function aBusyHour(): readonly string[] {
  const random = createRandom(815);
  const startedAt = Date.now() - 3_600_000;
  const lives: Life[] = [];
  while (lives.length < CONVERSATIONS) {
    const life = aLife(startedAt, random);
    if (life.notifications.length >= NOTIFICATIONS) lives.push(life);
  }
  return Array.from({ length: NOTIFICATIONS }, (_, place) =>
    lives.map(({ notifications }) => notifications[place]?.body ?? ''),
  ).flat();
}

/** How many notifications the local stack takes from parallel senders, and the memory it needs for it. */
export const measureLocalLoad: Bench = async () => {
  const stack = await startLocalStack();
  try {
    const waiting = aBusyHour().values();
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: SENDERS }, async () => {
        for (const body of waiting) await send(stack, body);
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const { length: events } = await eventsOf(stack);
    const memory = peakMemory(stack);
    return [
      {
        what: 'notifications the local stack takes',
        value: (CONVERSATIONS * NOTIFICATIONS) / seconds,
        unit: '/s',
        budget: { atLeast: 100 },
        note: `${CONVERSATIONS * NOTIFICATIONS} of ${CONVERSATIONS} conversations from ${SENDERS} senders; ${events} callbacks came due meanwhile`,
      },
      ...(memory === undefined
        ? []
        : [{ what: 'peak memory of the local stack', value: memory, unit: 'MB', budget: { below: 450 } }]),
    ];
  } finally {
    await stack.remove();
  }
};
