import type middy from '@middy/core';
import type { Telemetry } from '#shared/ports/telemetry.ts';

/** What Lambda is told of a failure: it logs whatever is thrown, messages and causes included, and hands it back. */
class FailedError extends Error {
  override readonly name = 'FailedError';
  constructor(event: string) {
    super(`${event}: see the log line of this name.`);
  }
}

/** Logs what a handler threw, and throws an error of our own, so that Lambda counts it and a queue delivers again. */
export function loggedFailures(telemetry: Telemetry, event: string) {
  const loggedFailuresOnError = (request: middy.Request): void => {
    telemetry.error(event, request.error);
    request.error = new FailedError(event);
  };
  return { onError: loggedFailuresOnError };
}
