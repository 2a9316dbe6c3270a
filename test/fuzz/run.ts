/**
 * `npm run fuzz -- --inputs N --seed S`: gives the parser, and what stores and answers its news, whatever a sender may
 * send. Prints the least input of each kind of violation; `--from PLACE --inputs 1` judges one input again.
 */
import { parseArgs } from 'node:util';
import { HOSTILE } from '#test/fuzz/generators/hostile.ts';
import { judge } from '#test/fuzz/judge.ts';
import { createStopwatch } from '#test/fuzz/stopwatch.ts';
import { PARSER } from '#test/fuzz/subject.ts';
import { type Failure, failuresOf, reproduce } from '#test/fuzz/trial.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
  },
});
const inputs = Number(values.inputs);
const seed = Number(values.seed);
const from = Number(values.from);
if (![inputs, seed, from].every(Number.isSafeInteger)) {
  process.stderr.write('--inputs, --seed and --from take whole numbers.\n');
  process.exit(2);
}

/** How seldom an input goes the whole way, so that a million end in minutes. */
const RARELY = 16;

const write = (text: string) => void process.stdout.write(`${text}\n`);
const began = performance.now();
const stopwatch = createStopwatch(PARSER);
const kinds = new Set<string>();
let violations = 0;

async function report(failure: Failure, name: string) {
  violations++;
  const { what, detail } = failure.violation;
  if (kinds.has(what)) return;
  kinds.add(what);
  write(`${name} (${failure.input.family}): ${what}\n  ${detail}\n  ${await reproduce(failure, PARSER)}`);
}

const isWhole = from === 0;
for (const input of isWhole ? HOSTILE : []) {
  const scrutiny = { effort: true, way: 'as text' } as const;
  for (const violation of await judge(input, stopwatch.subject, scrutiny)) {
    violations++;
    write(`Hostile body "${input.family}": ${violation.what}\n  ${violation.detail}`);
  }
}

for await (const failure of failuresOf(stopwatch.subject, { seed, from, inputs, rarely: RARELY })) {
  await report(failure, `--seed ${seed} --from ${failure.place}`);
}
for (const { what, detail } of stopwatch.tooSlow) {
  violations++;
  write(`${what}: ${detail}`);
}

const spent = Math.round((performance.now() - began) / 1000);
const hostile = isWhole ? ` and ${HOSTILE.length} hostile ones` : '';
write(
  `${inputs} inputs${hostile}, ${violations} violations, slowest input ${stopwatch.slowest()}, ${spent} s`,
);
process.exitCode = violations === 0 ? 0 : 1;
