import middy from '@middy/core';
import { loggedFailures } from '#lambdas/middleware/logged-failures.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

export interface SweepDeps {
  readonly sweep: () => Promise<void>;
  readonly telemetry: Telemetry;
}

/** Each minute: sends the looks of the next minutes, and the overdue ones, to the timers queue. */
export function createHandler({ sweep, telemetry }: SweepDeps) {
  return middy<unknown, void>()
    .use(loggedFailures(telemetry, 'sweep.failed'))
    .handler(() => sweep());
}
