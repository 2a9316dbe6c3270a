import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { loggedFailures } from '#lambdas/middleware/logged-failures.ts';
import { takeEach } from '#lambdas/middleware/take-each.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';

export interface AutomationHandlerDeps {
  /** Throws where the text is no timer message. */
  readonly parseTimers: (body: string) => readonly Timer[];
  readonly runTimers: (timers: readonly Timer[]) => Promise<void>;
  readonly telemetry: Telemetry;
}

/** Messages of the timers queue: waits for each timer's instant, then looks at its conversation. */
export function createHandler({ parseTimers, runTimers, telemetry }: AutomationHandlerDeps) {
  const read = ({ body, messageId }: SQSRecord): readonly Timer[] => {
    try {
      return parseTimers(body);
    } catch (error) {
      // A timer is only a hint, and this one will not read better next time: the sweep finds the look.
      telemetry.count('timers.malformed');
      telemetry.error('timers.dropped', error, { messageId });
      return [];
    }
  };
  return middy<SQSEvent, SQSBatchResponse>()
    .use(loggedFailures(telemetry, 'batch.failed'))
    .handler((event) =>
      takeEach(
        event,
        (message) => runTimers(read(message)),
        (error, { messageId }) => {
          telemetry.count('timers.failed');
          telemetry.error('timers.failed', error, { messageId });
        },
      ),
    );
}
