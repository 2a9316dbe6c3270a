import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createTimerQueue } from '#shared/adapters/sqs/timer-queue.ts';
import { epochMs } from '#shared/domain/time.ts';
import { READY } from '#test/crash/scenes/ready.ts';
import {
  aCallback,
  deedsFor,
  judgePlaced,
  placedOf,
  type Scene,
  type SentCallback,
  sendAll,
  untilPlaced,
  whenKnown,
} from '#test/crash/scenes/scene.ts';
import { sleep } from '#test/e2e/target.ts';
import type { Random } from '#test/simulation/random.ts';

export interface ContentionOptions {
  readonly timers: number;
  /** Processes that take from the queue, beside the stack; so many of them are killed meanwhile. */
  readonly workers: number;
  readonly kills: number;
  /** How often each timer is sent, beside the one that ingest sent. */
  readonly copies: number;
}

/** How far apart the timers are: more at a time would only show how fast this machine is. */
const EACH_MS = 8;

const LONGEST_START_MS = 30_000;

/** Many timers, each several times, and several processes that take them: each callback is still placed once. */
export async function contend(scene: Scene, options: ContentionOptions, random: Random) {
  const { timers, copies } = options;
  const workers = await Promise.all(Array.from({ length: options.workers }, () => startWorker(scene)));
  try {
    const firstDue = await whenKnown(scene, timers);
    const callbacks = Array.from({ length: timers }, () =>
      aCallback('hand-over', firstDue + random.whole(0, timers * EACH_MS)),
    );
    await sendAll(scene, callbacks);
    for (let copy = 0; copy < copies; copy++) await sendTimers(scene, callbacks, random);
    for (const worker of workers.slice(0, options.kills)) {
      await untilHasPlaced(worker, timers / 50, firstDue + LONGEST_START_MS);
      worker.child.kill('SIGKILL');
    }
    await untilPlaced(scene, callbacks);
    await sleep(2000);
    const deeds = deedsFor(callbacks, scene.deeds());
    const placedBy = workers.map((worker) => worker.placed());
    return {
      placedBy,
      placed: placedOf(callbacks, deeds),
      again: deeds.filter(({ attempt = 1 }) => attempt > 1).length,
      violations: [
        ...judgePlaced(callbacks, deeds),
        ...(placedBy.includes(0) ? ['a worker took no part'] : []),
      ],
    };
  } finally {
    await Promise.all(workers.map(({ child }) => end(child)));
  }
}

/** Or until it could have: whether it did is judged in the end. */
async function untilHasPlaced({ placed }: Worker, count: number, until: number): Promise<void> {
  while (Date.now() < until && placed() < count) await sleep(20);
}

type Worker = Awaited<ReturnType<typeof startWorker>>;

async function sendTimers({ stack }: Scene, callbacks: readonly SentCallback[], random: Random) {
  const queue = createTimerQueue(stack.sqs, stack.queueUrl('timers'), systemClock, createMemoryTelemetry());
  const shuffled = callbacks
    .map(({ conversationId, due }) => ({ order: random.next(), conversationId, at: epochMs(due) }))
    .toSorted((a, b) => a.order - b.order);
  await queue.send(shuffled);
}

async function startWorker({ stack: { aws, dataDir } }: Scene) {
  const script = ['test/crash/scenes/worker.ts', '--endpoint', aws.endpoint, '--data-dir', dataDir];
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  while (!output.includes(READY)) await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return { child, placed: () => output.split('"callback.placed"').length - 1 };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
