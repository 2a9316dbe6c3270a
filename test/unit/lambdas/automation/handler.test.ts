import { describe, expect, it } from 'vitest';
import { createHandler } from '#lambdas/automation/handler.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';
import { CONTEXT, rememberingTelemetry, sqsEvent } from '#test/unit/lambdas/fakes.ts';

const aTimer = (conversationId: string): Timer => ({ conversationId, at: epochMs(1) });

/** A message's body is the id of its one timer's conversation; `malformed` is none. */
function anAutomation(runTimers: (timers: readonly Timer[]) => Promise<void>) {
  const telemetry = rememberingTelemetry();
  const parseTimers = (body: string) => {
    if (body === 'malformed') throw new TypeError('not for a log');
    return [aTimer(body)];
  };
  return { handler: createHandler({ parseTimers, runTimers, telemetry }), telemetry };
}

describe('messages of the timers queue', () => {
  it('are run side by side', async () => {
    const started: string[] = [];
    const allStarted = Promise.withResolvers<void>();
    const { handler } = anAutomation(async ([timer]) => {
      started.push(timer?.conversationId ?? '');
      if (started.length === 2) allStarted.resolve();
      await allStarted.promise;
    });
    expect(await handler(sqsEvent('c-1', 'c-2'), CONTEXT)).toEqual({ batchItemFailures: [] });
    expect(started).toEqual(['c-1', 'c-2']);
  });

  it('come again where they failed, and only those', async () => {
    const { handler, telemetry } = anAutomation(async ([timer]) => {
      if (timer?.conversationId === 'c-2') throw new RangeError('not for a log');
    });
    expect(await handler(sqsEvent('c-1', 'c-2', 'c-3'), CONTEXT)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
    expect(telemetry.counts).toEqual({ 'timers.failed': 1 });
    expect(telemetry.lines).toEqual([
      { event: 'timers.failed', fields: { messageId: 'm1', error: 'RangeError' } },
    ]);
  });

  it('are dropped and counted where they cannot be read, and do not hold the others up', async () => {
    const ran: Timer[] = [];
    const { handler, telemetry } = anAutomation(async (timers) => {
      ran.push(...timers);
    });
    expect(await handler(sqsEvent('malformed', 'c-2'), CONTEXT)).toEqual({ batchItemFailures: [] });
    expect(ran).toEqual([aTimer('c-2')]);
    expect(telemetry.counts).toEqual({ 'timers.malformed': 1 });
    expect(telemetry.lines).toEqual([
      { event: 'timers.dropped', fields: { messageId: 'm0', error: 'TypeError' } },
    ]);
  });

  it('all come again where the function runs out of time', async () => {
    const { handler, telemetry } = anAutomation(() => new Promise(() => undefined));
    const context = { ...CONTEXT, getRemainingTimeInMillis: () => 10 };
    await expect(handler(sqsEvent('c-1'), context)).rejects.toMatchObject({ name: 'FailedError' });
    expect(telemetry.lines).toEqual([{ event: 'batch.failed', fields: { error: 'TimeoutError' } }]);
  });
});
