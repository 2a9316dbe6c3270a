/**
 * Plants every small mistake that Stryker knows in the rules and in the wire formats, one at a time, and sees whether a
 * test notices. Exits with 1 where fewer than 90 % of a folder's are noticed, or where one that is not noticed has no
 * reason in `survivors.json`, or where a reason is left over.
 *
 *   npm run mutate                                    both folders, about an hour on two cores
 *   npm run mutate -- shared/domain/order.ts          one file
 *   npm run mutate -- --incremental                   only what changed since the last run of this kind
 *   npm run mutate -- --workers 1                     beside other work
 */
import { parseArgs } from 'node:util';
import { AREAS, targetsIn } from '#test/mutation/areas.ts';
import { judge, scoreOf, type Verdict } from '#test/mutation/judge.ts';
import type { Change } from '#test/mutation/mutant.ts';
import { type Effort, mutateArea } from '#test/mutation/mutate-area.ts';

const LOWEST_SCORE = 90;

const say = (line: string) => process.stdout.write(`${line}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { incremental: { type: 'boolean', default: false }, workers: { type: 'string' } },
});
const strange = positionals.filter((path) => AREAS.every(({ folder }) => !path.startsWith(`${folder}/`)));
if (strange.length > 0) {
  say(
    `Nothing is mutated outside ${AREAS.map(({ folder }) => folder).join(' and ')}: ${strange.join(', ')}.`,
  );
  process.exit(2);
}
const effort: Effort = {
  isIncremental: values.incremental,
  ...(values.workers !== undefined && { workers: Number(values.workers) }),
};

const startedAt = performance.now();
const verdicts: Verdict[] = [];
for (const area of AREAS) {
  const targets = targetsIn(area, positionals);
  if (targets.length === 0) continue;
  say(`\n${area.folder}`);
  verdicts.push(judge(area, await mutateArea(area, targets, effort)));
}

const tell = (what: string, changes: readonly Change[]) => {
  for (const { file, before, after } of changes) {
    say(`\n${what}: ${file}\n  [${JSON.stringify(before)}, ${JSON.stringify(after)}]`);
  }
};
for (const { unlisted, stale } of verdicts) {
  tell('Survived without a reason', unlisted);
  tell('Has a reason, but did not survive', stale);
}

const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0);
const isLow = (verdict: Verdict) => positionals.length === 0 && scoreOf(verdict) < LOWEST_SCORE;
const isGood = verdicts.every((one) => one.unlisted.length + one.stale.length === 0 && !isLow(one));
const scores = verdicts
  .map((verdict) => `${verdict.area.folder} ${scoreOf(verdict).toFixed(2)} %`)
  .join(', ');
say(
  `\nmutants ${sum(({ mutants }) => mutants)}, killed ${sum(({ detected }) => detected)}, ` +
    `survived ${sum(({ survived }) => survived)}, score ${scores}, ` +
    `${Math.round((performance.now() - startedAt) / 1000)} s`,
);
process.exit(isGood ? 0 : 1);
