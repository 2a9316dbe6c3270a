import type { World } from '#test/simulation/world.ts';

/** How often what happened, over many histories. */
export type Counts = Map<string, number>;

const METRICS = [
  'callbacks.settled-by-evidence',
  'clean-ups.done',
  'clean-ups.failed',
  'live-checks.unanswered',
  'looks.overdue',
  'placements.lease-over',
  'placements.postponed',
  'placements.refused',
  'placements.unknown',
];

/** Counts what a history came to, to see that histories reach what they are to reach. */
export function count(counts: Counts, { history, truth, telemetry }: World): void {
  const add = (what: string, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times);
  for (const { type, reason = '', trigger } of truth.announced) add(`announced ${type} ${trigger} ${reason}`);
  add('claims', truth.claims.length);
  add(`placed by ${history.placer}`, truth.deeds.length);
  for (const { decision } of truth.words) add(`an operator said ${decision}`);
  for (const metric of METRICS) add(`counted ${metric}`, telemetry.counted(metric));
}

/** Adds one count to another. */
export function addAll(counts: Counts, more: Counts): void {
  for (const [what, times] of more) counts.set(what, (counts.get(what) ?? 0) + times);
}

/** Shows what was counted, a line each. */
export const linesOf = (counts: Counts): string[] =>
  [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, times]) => `${String(times).padStart(9)}  ${what}`);
