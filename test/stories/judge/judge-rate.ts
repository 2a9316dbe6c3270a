import { upkeepRate } from '#shared/domain/pacing.ts';
import { minutes, plus } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import type { World } from '#test/stories/world.ts';

/** A slot is of three requests at once, and each of them is made again where a token or a clean-up was refused. */
const SLACK = 9;

/** The client's requests stay below its rate: that for placements, and a tenth beside it for upkeep. */
export function judgeRate(world: World): Violation[] {
  const { busiest, allowed } = busiestMinute(world);
  return busiest > allowed + SLACK ? [violation('over-the-rate', { busiest, allowed })] : [];
}

/** How many requests were made in the busiest minute of a story, and how many its configuration allows. */
export function busiestMinute({ truth, story }: World) {
  const { requestsPerMinute, ratePerMinute = requestsPerMinute } = story;
  const times = truth.requests.map(({ at }) => at);
  const inMinutes = times.map((from, first) => {
    const end = plus(from, minutes(1));
    const next = times.findIndex((at, nth) => nth > first && at >= end);
    return (next === -1 ? times.length : next) - first;
  });
  return { busiest: Math.max(0, ...inMinutes), allowed: ratePerMinute + upkeepRate(requestsPerMinute) };
}
