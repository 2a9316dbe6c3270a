import { isMoved } from '#test/stories/judge/judge-clean-ups.ts';
import { busiestMinute } from '#test/stories/judge/judge-rate.ts';
import type { World } from '#test/stories/world.ts';

const METRICS = [
  'callbacks.paced',
  'callbacks.settled-by-evidence',
  'clean-ups.done',
  'clean-ups.failed',
  'genesys.throttled',
  'live-checks.refused',
  'live-checks.unanswered',
  'placements.lease-over',
  'placements.postponed',
  'placements.refused',
  'placements.unknown',
];

/** Counts what stories are about, to see that they reach what they are to reach. */
export function createCounts() {
  const counts = new Map<string, number>();
  const add = (what: string, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times);
  return {
    add(world: World): void {
      const { announced, truth, telemetry } = world;
      for (const { type, reason = '', trigger } of announced) add(`announced ${type} ${trigger} ${reason}`);
      for (const { placer, request } of truth.deeds) add(`placed by ${placer} ${request.trigger}`);
      for (const { decision } of truth.decisions) add(`operator said ${decision}`);
      for (const one of truth.cleanUps) if (isMoved(world, one)) add('cleaned up though moved, untold');
      for (const metric of METRICS) add(`metric ${metric}`, telemetry.counted(metric));
      for (const { event } of telemetry.lines) if (event === 'clean-up.given-up') add(event);
      const { busiest, allowed } = busiestMinute(world);
      add(`over the rate by ${String(Math.max(0, busiest - allowed)).padStart(2)}`);
    },
    lines: () => [...counts].toSorted().map(([what, times]) => `${String(times).padStart(7)}  ${what}`),
  };
}
