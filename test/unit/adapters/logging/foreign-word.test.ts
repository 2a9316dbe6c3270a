import { describe, expect, it } from 'vitest';
import { isForeignWord } from '#shared/adapters/logging/foreign-word.ts';

describe('a word that somebody else chose', () => {
  it.each([
    'ConditionalCheckFailedException',
    'AWS.SimpleQueueService.NonExistentQueue',
    'ERR_HTTP2_STREAM_ERROR',
    'E2BIG',
    'error-12345',
    'client.credentials.token.rate.per.minute',
  ])('%s may be logged', (word) => {
    expect(isForeignWord(word)).toBe(true);
  });

  it.each([
    '+4915789654321',
    '555-123-4567',
    '0151-1234-5678',
    '555.123.4567',
    'number:491578',
    'bad.number.49.15.78',
    'com.amazonaws.dynamodb.v20120810#ThrottlingException',
    'two words',
    'x'.repeat(81),
    '',
  ])('“%s” may not', (word) => {
    expect(isForeignWord(word)).toBe(false);
  });
});
