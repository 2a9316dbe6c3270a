/**
 * `npm run simulate -- --histories N --seed S`: lives N histories from seed S on. Says what was violated, tells the
 * least history of each kind of violation, and what the histories were about. Exits with 1 where anything was violated.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { addAll, type Counts, linesOf } from '#test/simulation/counts.ts';
import { describeFailure, violationsOf } from '#test/simulation/judged-history.ts';
import type { Failed } from '#test/simulation/live-many.ts';
import { tellHistory } from '#test/simulation/tell-history.ts';
import type { Progress } from '#test/simulation/thread.ts';

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const write = (text: string) => void process.stdout.write(`${text}\n`);
const [histories, seed, threads] = [toWhole(values.histories), toWhole(values.seed), toWhole(values.threads)];

function toWhole(text: string): number {
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text);
  write('--histories, --seed and --threads take whole numbers from 1 on.');
  process.exit(2);
}

const began = performance.now();
const secondsSoFar = () => ((performance.now() - began) / 1000).toFixed(0);
const counts: Counts = new Map();
const failed: Failed[] = [];
let [lived, told] = [0, 0];

function hear(progress: Progress): void {
  lived += progress.lived;
  failed.push(...progress.failed);
  if (progress.counts) addAll(counts, progress.counts);
  for (const one of progress.failed) write(`Seed ${one.seed}: ${one.kinds.join(', ')}`);
  if (lived - told < 20_000) return;
  told = lived;
  write(`${lived} histories, ${failed.length} violated, ${secondsSoFar()} s`);
}

/** Neighbouring seeds go to different threads, so that all end at about the same time. */
const live = (thread: number, of: number) =>
  new Promise<void>((resolve, reject) => {
    const share = Math.floor((histories - thread - 1) / of) + 1;
    const workerData = { first: seed + thread, histories: share, step: of };
    new Worker(new URL('thread.ts', import.meta.url), { workerData })
      .on('message', hear)
      .on('error', reject)
      .on('exit', () => resolve());
  });

const of = Math.max(1, Math.min(threads, histories));
await Promise.all(Array.from({ length: of }, (_, thread) => live(thread, of)));

const shown = new Set<string>();
for (const one of failed.toSorted((a, b) => a.seed - b.seed)) {
  if (one.kinds.every((kind) => shown.has(kind))) continue;
  for (const kind of one.kinds) shown.add(kind);
  const history = tellHistory(one.seed);
  write(await describeFailure(history, await violationsOf(history)));
}
for (const line of linesOf(counts)) write(line);
write(`${lived} histories, ${failed.length} violated, ${secondsSoFar()} s`);
process.exitCode = failed.length === 0 && lived === histories ? 0 : 1;
