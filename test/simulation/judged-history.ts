import { NOON } from '#test/builders/times.ts';
import type { History } from '#test/simulation/history.ts';
import { judge } from '#test/simulation/judge/judge.ts';
import type { Violation } from '#test/simulation/judge/violation.ts';
import { lesserHistories } from '#test/simulation/lesser-histories.ts';
import { liveHistory } from '#test/simulation/live-history.ts';
import { shrink } from '#test/simulation/shrink.ts';

/** Has a history happen, and answers what was violated in it; that it could not be lived to its end is a violation too. */
export async function violationsOf(history: History, write?: (line: string) => void): Promise<Violation[]> {
  try {
    return judge(await liveHistory(history, write));
  } catch (error) {
    const about = error instanceof Error ? String(error.stack) : String(error);
    return [{ what: 'simulation-failed', about }];
  }
}

/** Says of a failing history what was violated, and tells the least one in which the first of it is violated too. */
export async function describeFailure(history: History, violations: readonly Violation[]): Promise<string> {
  const [first] = violations;
  const fails = async (one: History) => (await violationsOf(one)).some(({ what }) => what === first?.what);
  const least = await shrink(history, lesserHistories, fails);
  const story: string[] = [];
  const shown = await violationsOf(least, (line) => story.push(line));
  return [
    `Seed ${history.seed} (${history.placer}): ${violations.map(({ what }) => what).join(', ')}`,
    `Its least history with ${first?.what}, which began at ${NOON}: ${JSON.stringify(least)}`,
    ...story,
    ...shown.map(({ what, about }) => `${what}: ${about.slice(0, 2000)}`),
  ].join('\n');
}
