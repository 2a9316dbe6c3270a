import { describe, expect, it } from 'vitest';
import { failureOf } from '#shared/adapters/aws/failure.ts';

const awsError = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error('quoted'), { name, $metadata: { httpStatusCode } });

describe('the failure of a call to AWS', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('sent nothing after %s', (code) => {
    expect(failureOf(Object.assign(new Error('quoted'), { code }))).toBe('not-sent');
  });

  it('sent nothing without credentials', () => {
    expect(failureOf(awsError('CredentialsProviderError'))).toBe('not-sent');
  });

  it.each([
    ['ThrottlingException', 400, 'throttled'],
    ['ProvisionedThroughputExceededException', 400, 'refused'],
    ['TooManyRequestsException', 429, 'throttled'],
    ['AnyException', 429, 'throttled'],
    ['EC2ThrottledException', 502, 'throttled'],
    ['ExpiredTokenException', 403, 'throttled'],
    ['AccessDeniedException', 403, 'refused'],
    ['ResourceNotFoundException', 404, 'refused'],
    ['ServiceException', 500, 'unknown'],
    ['ServiceUnavailable', 503, 'unknown'],
    ['TimeoutError', undefined, 'unknown'],
    ['AbortError', undefined, 'unknown'],
  ])('of the name %s and status %s is %s', (name, status, failure) => {
    expect(failureOf(awsError(name, status))).toBe(failure);
  });

  it.each([[undefined], ['text'], [new Error('reset')]])('of %s is unknown', (thrown) => {
    expect(failureOf(thrown)).toBe('unknown');
  });
});
