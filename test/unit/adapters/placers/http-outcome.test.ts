import { describe, expect, it } from 'vitest';
import { outcomeOfFailure, outcomeOfStatus } from '#shared/adapters/placers/http-outcome.ts';
import { hours, seconds } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';

const refused = (because: string, final: boolean) => ({ kind: 'refused', because, final });
const placed = { kind: 'placed' };
const unclear = { kind: 'unknown', because: 'no-clear-answer' };

const HANDED_OVER = { dials: false };

describe('the outcome of an answered request', () => {
  it.each([
    [200, placed],
    [202, placed],
    [204, placed],
    [299, placed],
    [300, refused('redirected', true)],
    [304, refused('redirected', true)],
    [400, refused('http-400', true)],
    [401, refused('http-401', true)],
    [404, refused('http-404', true)],
    [408, unclear],
    [429, refused('too-many-requests', false)],
    [499, refused('http-499', true)],
    [500, unclear],
    [502, unclear],
    [503, refused('not-available', false)],
    [504, unclear],
  ])('is told by the status %i', (status, outcome) => {
    expect(outcomeOfStatus(status, null, NOON, HANDED_OVER)).toEqual(outcome);
  });

  it.each([408, 500, 502, 503, 504])('is not known after %i from what dials by itself', (status) => {
    expect(outcomeOfStatus(status, '5', NOON, { dials: true })).toEqual(unclear);
  });

  it.each([
    ['0', seconds(0)],
    ['120', seconds(120)],
    ['Tue, 01 Sep 2026 12:00:30 GMT', seconds(30)],
    ['Tue, 01 Sep 2026 11:00:00 GMT', seconds(0)],
    ['999999999', hours(1)],
    ['Fri, 31 Dec 2099 23:59:59 GMT', hours(1)],
  ])('waits as Retry-After: %s asks, within an hour', (retryAfter, wait) => {
    expect(outcomeOfStatus(429, retryAfter, NOON, HANDED_OVER)).toMatchObject({ retryAfter: wait });
  });

  it.each([[''], ['soon'], ['-5'], [null]])('takes no notice of Retry-After: %s', (retryAfter) => {
    expect(outcomeOfStatus(503, retryAfter, NOON, HANDED_OVER)).toEqual(refused('not-available', false));
  });
});

const failure = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('quoted'), { code }) });

describe('the outcome of a request without an answer', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    'is that nothing was sent after %s',
    (code) => {
      expect(outcomeOfFailure(failure(code))).toEqual(refused('no-connection', false));
    },
  );

  it.each(['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'is that nothing was sent after %s',
    (code) => {
      expect(outcomeOfFailure(failure(code))).toEqual(refused('no-secure-connection', false));
    },
  );

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ETIMEDOUT', 'anything'])(
    'is not known after %s',
    (code) => {
      expect(outcomeOfFailure(failure(code))).toEqual({ kind: 'unknown', because: 'connection-lost' });
    },
  );

  it('is not known after a time-out', () => {
    const timeout = new DOMException('quoted', 'TimeoutError');
    expect(outcomeOfFailure(timeout)).toEqual({ kind: 'unknown', because: 'timed-out' });
  });

  it.each([[undefined], ['text'], [new Error('without a cause')]])('is not known after %s', (thrown) => {
    expect(outcomeOfFailure(thrown).kind).toBe('unknown');
  });
});
