/**
 * The sweep: once a minute it sends the timers of looks that come due within 5 minutes, and those of looks that are
 * overdue because a message was lost or a worker died.
 *
 * Life cycle: per shard, first what is overdue, then everything from the cursor up to 5 minutes ahead, page by page.
 * The cursor moves after each page whose entries were all sent, so nothing is skipped. Twice is harmless: a timer is
 * only a hint to look. Two sweeps at once: the cursor moves by condition, the loser stops. Late (the scheduler's runs
 * may lie 119 s apart): the window is 5 minutes, so 3 more would have to be missed before a timer is late.
 */
import {
  between,
  durationMs,
  type EpochMs,
  epochMs,
  latest,
  minutes,
  plus,
  seconds,
} from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import { type LookIndex, SHARDS } from '#shared/ports/look-index.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import type { Timer, TimerQueue } from '#shared/ports/timer-queue.ts';

export interface SweepDeps {
  readonly index: LookIndex;
  readonly timers: TimerQueue;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const AHEAD = minutes(5);

/** A look that is due for this long has lost its message. */
const OVERDUE = durationMs(-seconds(20));

/** Per shard and run; the rest is found by the next run, oldest first. */
const MOST_OVERDUE = 5000;

export function createSweep(deps: SweepDeps): () => Promise<void> {
  return async function sweep(): Promise<void> {
    const now = deps.clock.now();
    const shards = await Promise.allSettled(
      Array.from({ length: SHARDS }, (_, shard) => sweepShard(deps, shard, now)),
    );
    const oldest = shards.flatMap((swept) => (swept.status === 'fulfilled' ? swept.value : []));
    deps.telemetry.duration(
      'looks.oldest-overdue',
      oldest.length > 0 ? between(epochMs(Math.min(...oldest)), now) : 0,
    );
    const failures = shards.flatMap((swept) => (swept.status === 'rejected' ? [swept.reason] : []));
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${SHARDS} shards were not swept.`);
  };
}

/** Answers the oldest overdue look, if there is one. */
async function sweepShard(deps: SweepDeps, shard: number, now: EpochMs): Promise<EpochMs[]> {
  const oldest = await sendOverdue(deps, shard, plus(now, OVERDUE));
  await sendUpcoming(deps, shard, now);
  return oldest;
}

async function sendOverdue(
  { index, timers, telemetry }: SweepDeps,
  shard: number,
  upTo: EpochMs,
): Promise<EpochMs[]> {
  const oldest: EpochMs[] = [];
  for await (const page of index.looks(shard, { after: epochMs(0), upTo, limit: MOST_OVERDUE })) {
    oldest.push(...page.slice(0, 1).map(({ at }) => at));
    await timers.send(page);
    telemetry.count('looks.overdue', page.length);
  }
  return oldest.slice(0, 1);
}

async function sendUpcoming(
  { index, timers, telemetry }: SweepDeps,
  shard: number,
  now: EpochMs,
): Promise<void> {
  const end = plus(now, AHEAD);
  let cursor = await index.cursor(shard);
  // What lies before `OVERDUE` was just sent.
  const after = latest(cursor, plus(now, OVERDUE));
  for await (const page of index.looks(shard, { after, upTo: end, limit: Number.POSITIVE_INFINITY })) {
    const unsent = await timers.send(page);
    telemetry.count('looks.sent', page.length - unsent.length);
    if (unsent.length > 0) return;
    const reached = lastOf(page) ?? cursor;
    // Looks at the same millisecond may lie on the next page: up to the one before is certain.
    if (!(await index.moveCursor(shard, cursor, epochMs(reached - 1)))) return;
    cursor = epochMs(reached - 1);
  }
  if (cursor < end) await index.moveCursor(shard, cursor, end);
}

const lastOf = (page: readonly Timer[]) => page.at(-1)?.at;
