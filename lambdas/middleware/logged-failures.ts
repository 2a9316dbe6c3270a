import type middy from '@middy/core';
import type { Telemetry } from '#shared/ports/telemetry.ts';

/** Logs what a handler threw and lets it be thrown, so that Lambda counts it and a queue delivers again. */
export function loggedFailures(telemetry: Telemetry, event: string) {
  const loggedFailuresOnError = ({ error }: middy.Request): void => {
    telemetry.error(event, error);
  };
  return { onError: loggedFailuresOnError };
}
