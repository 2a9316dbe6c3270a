import type { History, PlacerName } from '#test/simulation/history.ts';
import type { Cast } from '#test/simulation/interleavings/cast.ts';
import type { Story } from '#test/simulation/interleavings/story.ts';
import { CALM } from '#test/simulation/tell-history.ts';

/** The setting of a story, for those parts of the simulation that are told of one: of itself, nothing goes wrong. */
export const historyOf = (placer: PlacerName, { topics }: Story, { isLastLate }: Cast): History => ({
  seed: 1,
  placer,
  placeOnTimeout: true,
  maxLateness: 4 * 60 * 60,
  maxAttempts: 3,
  requestsPerMinute: 300,
  callbacks: [],
  topics,
  ...CALM,
  queue: { ...CALM.queue, late: isLastLate ? 31 : 0 },
  clocksApart: 0,
  latency: 0,
  agentsTellTime: true,
  lag: 0,
});
