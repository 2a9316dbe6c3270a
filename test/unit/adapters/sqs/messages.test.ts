import { describe, expect, it } from 'vitest';
import { readQuarantined } from '#shared/adapters/sqs/quarantine.ts';
import { formatTimers, parseTimers } from '#shared/adapters/sqs/timer-message.ts';
import { noon } from '#test/builders/times.ts';

describe('a timer message', () => {
  it('is read as it was written', () => {
    const timers = [
      { conversationId: 'a', at: noon(0) },
      { conversationId: '\ud800', at: noon(1) },
    ];
    expect(parseTimers(formatTimers(timers))).toEqual(timers);
  });

  it.each([
    '',
    'null',
    '{}',
    '{"timers":[{"conversationId":"a"}]}',
    '{"timers":[{"conversationId":"a","at":"1"}]}',
  ])('is refused when it is %j, without quoting it', (body) => {
    expect(() => parseTimers(body)).toThrow(
      expect.objectContaining({
        name: 'TimerMessageError',
        message: 'A message of the timers queue does not fit its schema.',
      }),
    );
  });
});

describe('a quarantine message', () => {
  it.each([
    'secret body',
    '{"encoding":"gzip+base64"}',
    '{"encoding":"base64","body":"c2VjcmV0"}',
    '{"encoding":"gzip+base64","body":"c2VjcmV0"}',
  ])('is refused when it is %j, without quoting it', (message) => {
    expect(() => readQuarantined(message)).toThrow(
      expect.objectContaining({
        name: 'QuarantineMessageError',
        message: 'A message of the quarantine queue does not have the form that it was sent in.',
      }),
    );
  });
});
