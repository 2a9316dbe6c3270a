import { type Counts, count } from '#test/simulation/counts.ts';
import { judge } from '#test/simulation/judge/judge.ts';
import { violationsOf } from '#test/simulation/judged-history.ts';
import { liveHistory } from '#test/simulation/live-history.ts';
import { tellHistory } from '#test/simulation/tell-history.ts';

/** A seed whose history violated something. */
export interface Failed {
  readonly seed: number;
  /** What was violated, each once. */
  readonly kinds: readonly string[];
}

/** Lives the histories of some seeds: of each, counts what it came to and answers what it violated. */
export async function* liveMany(seeds: Iterable<number>, counts: Counts): AsyncGenerator<Failed> {
  for (const seed of seeds) {
    const history = tellHistory(seed);
    const world = await liveHistory(history).catch(() => undefined);
    if (world) count(counts, world);
    const violations = world ? judge(world) : await violationsOf(history);
    yield { seed, kinds: [...new Set(violations.map(({ what }) => what))] };
  }
}
