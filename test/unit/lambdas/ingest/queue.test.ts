import { describe, expect, it } from 'vitest';
import { CONTEXT, sqsEvent } from '#test/unit/lambdas/fakes.ts';
import { anIngest, many, observed, one, refused, throttled } from '#test/unit/lambdas/ingest/ingest-fakes.ts';

describe('messages of the notifications queue', () => {
  it('are recorded without being asked who sent them', async () => {
    const ingest = anIngest({ parse: (text) => one(observed(text)), authenticate: throttled });
    expect(await ingest.handler(sqsEvent('c-1', 'c-2'), CONTEXT)).toEqual({ batchItemFailures: [] });
    expect(ingest.recorded.map(({ conversationId }) => conversationId)).toEqual(['c-1', 'c-2']);
    expect(ingest.telemetry.counts).toEqual({ 'notifications.recorded': 2 });
  });

  it('are kept and dropped where they are refused', async () => {
    const ingest = anIngest({ parse: (text) => one(text === 'bad' ? refused('invalid') : observed(text)) });
    expect(await ingest.handler(sqsEvent('bad', 'c-2'), CONTEXT)).toEqual({ batchItemFailures: [] });
    expect(ingest.kept).toEqual([{ body: 'bad' }]);
    expect(ingest.telemetry.counts).toEqual({ 'notifications.refused': 1, 'notifications.recorded': 1 });
  });

  it('come again where they were refused and could not be kept', async () => {
    const ingest = anIngest({ parse: () => one(refused('invalid')), quarantine: { keep: throttled } });
    expect(await ingest.handler(sqsEvent('bad'), CONTEXT)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    expect(ingest.telemetry.counts).toEqual({ 'notifications.failed': 1 });
  });

  it('come again where recording failed, and only those', async () => {
    const ingest = anIngest({
      parse: (text) => one(observed(text)),
      record: async ({ conversationId }) =>
        conversationId === 'c-2' ? throttled() : { outcome: 'recorded', conversationId },
    });
    expect(await ingest.handler(sqsEvent('c-1', 'c-2', 'c-3'), CONTEXT)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
    expect(ingest.telemetry.counts).toEqual({ 'notifications.recorded': 2, 'notifications.failed': 1 });
    expect(ingest.telemetry.lines).toContainEqual({
      event: 'notification.failed',
      fields: { messageId: 'm1', error: 'ThrottlingException' },
    });
  });

  it('are kept whole where one element of several is refused', async () => {
    const ingest = anIngest({ parse: () => many(observed('c-1'), refused('invalid')) });
    expect(await ingest.handler(sqsEvent('[two]'), CONTEXT)).toEqual({ batchItemFailures: [] });
    expect(ingest.recorded).toHaveLength(1);
    expect(ingest.kept).toEqual([{ body: '[two]' }]);
  });

  it('all come again where the function runs out of time', async () => {
    const ingest = anIngest({ record: () => new Promise(() => undefined) });
    const context = { ...CONTEXT, getRemainingTimeInMillis: () => 10 };
    await expect(ingest.handler(sqsEvent('c-1'), context)).rejects.toMatchObject({ name: 'FailedError' });
    expect(ingest.telemetry.lines).toEqual([{ event: 'batch.failed', fields: { error: 'TimeoutError' } }]);
  });
});
