/**
 * `npm run test:crash -- --rounds N --seed S`: kills the running stack N times under load, and looks whether every
 * callback was placed once. While it waits for what nobody knows to be announced, it plays the scenes that need no kill.
 * The last line has the figures. Exits with 1 where anything was violated.
 */
import { parseArgs } from 'node:util';
import type { Verdict } from '#test/crash/judge-world.ts';
import { runRounds } from '#test/crash/run-rounds.ts';
import { runScenes } from '#test/crash/run-scenes.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
});
const print = (line: string) => void process.stdout.write(`${line}\n`);
const [rounds, seed] = [toWhole(values.rounds), toWhole(values.seed)];

function toWhole(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  print('--rounds and --seed take whole numbers.');
  process.exit(2);
}

const startedAt = performance.now();
const { promise: isWaiting, resolve: onWaiting, reject } = Promise.withResolvers<void>();
const playing = runRounds({ rounds, seed, print, onWaiting, untilTold: true, idleMs: 420_000 }).then(tell);
playing.catch(reject);
await isWaiting;
const [verdict, scenes] = await Promise.all([
  playing,
  runScenes({
    duplicates: { conversations: 20, copies: 50 },
    contention: { timers: 4000, workers: 2, kills: 1, copies: 2 },
    sameSecond: 10_000,
    seed,
    print,
  }),
]);

function tell(judged: Verdict): Verdict {
  const { callbacks, ends, unknownButPlaced, again } = judged;
  print(
    `${rounds} kills: ${callbacks} callbacks, ${ends.placed} placed, ${ends.unknown} unknown and announced (${unknownButPlaced} of these had been placed), ` +
      `${ends.cancelled} cancelled, ${ends.lost} lost; ${again} handed over again with the same key`,
  );
  return judged;
}

const { callbacks, ends } = verdict;
const violations = [...verdict.violations, ...scenes.violations];
for (const violation of violations.slice(0, 50)) print(`VIOLATED: ${violation}`);
const seconds = Math.round((performance.now() - startedAt) / 1000);
print(
  `${rounds} rounds, ${callbacks + scenes.callbacks} callbacks, ${ends.placed + scenes.placed} placed, ` +
    `${ends.unknown} unknown, ${violations.length} violations, ${seconds} seconds`,
);
process.exitCode = violations.length > 0 ? 1 : 0;
