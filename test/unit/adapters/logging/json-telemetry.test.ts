import { describe, expect, it } from 'vitest';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';

function aTelemetry(stage?: string) {
  const lines: string[] = [];
  const telemetry = createTelemetry({
    functionName: 'ingest',
    ...(stage !== undefined && { stage }),
    write: (line) => lines.push(line),
    now: () => 1_788_264_000_123,
  });
  return { telemetry, lines, parsed: () => lines.map((line) => JSON.parse(line)) };
}

describe('log lines', () => {
  it('are one line of JSON each, with level, event, origin and fields', () => {
    const { telemetry, lines, parsed } = aTelemetry('prod');
    telemetry.info('notification.recorded', { conversationId: 'id\nid', count: 1, reason: undefined });
    telemetry.warn('timers.unsent');
    expect(lines.some((line) => line.includes('\n'))).toBe(false);
    expect(parsed()).toEqual([
      {
        level: 'info',
        event: 'notification.recorded',
        stage: 'prod',
        function: 'ingest',
        conversationId: 'id\nid',
        count: 1,
      },
      { level: 'warn', event: 'timers.unsent', stage: 'prod', function: 'ingest' },
    ]);
  });

  it('tell an error by names, codes and places, without any message', () => {
    const { telemetry, lines, parsed } = aTelemetry();
    const cause = Object.assign(new Error('connect to +4915112345678'), { code: 'ECONNREFUSED' });
    telemetry.error('placement.failed', new TypeError('no +4915112345678', { cause }), { attempt: 2 });
    expect(lines.join()).not.toContain('4915112345678');
    expect(parsed()[0]).toMatchObject({
      level: 'error',
      attempt: 2,
      error: [{ name: 'TypeError' }, { name: 'Error', code: 'ECONNREFUSED' }],
    });
  });
});

describe('metrics', () => {
  it('are written in the Embedded Metric Format, with the stage as only dimension', () => {
    const { telemetry, parsed } = aTelemetry('prod');
    telemetry.count('timers.unsent', 3);
    expect(parsed()).toEqual([
      {
        _aws: {
          Timestamp: 1_788_264_000_123,
          CloudWatchMetrics: [
            {
              Namespace: 'CallbackAutomation',
              Dimensions: [['stage']],
              Metrics: [{ Name: 'timers.unsent', Unit: 'Count' }],
            },
          ],
        },
        stage: 'prod',
        function: 'ingest',
        'timers.unsent': 3,
      },
    ]);
  });

  it('count by one where nothing else is said', () => {
    const { telemetry, parsed } = aTelemetry();
    telemetry.count('notifications.ignored');
    expect(parsed()[0]).toMatchObject({ 'notifications.ignored': 1 });
  });

  it('have no dimension where there is no stage', () => {
    const { telemetry, parsed } = aTelemetry();
    telemetry.duration('callbacks.lateness', 12);
    const [{ Dimensions, Metrics }] = parsed()[0]._aws.CloudWatchMetrics;
    expect(Dimensions).toEqual([[]]);
    expect(Metrics).toEqual([{ Name: 'callbacks.lateness', Unit: 'Milliseconds' }]);
  });
});
