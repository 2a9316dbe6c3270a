import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Intake } from '#lambdas/ingest/outcome.ts';
import { loggedFailures } from '#lambdas/middleware/logged-failures.ts';
import { takeEach } from '#lambdas/middleware/take-each.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

export interface QueueIngestDeps {
  readonly takeIn: (text: string) => Promise<Intake>;
  readonly telemetry: Telemetry;
}

/** Messages of the notifications queue. A refused one is in quarantine and done; one that failed comes again. */
export function createQueueHandler({ takeIn, telemetry }: QueueIngestDeps) {
  return middy<SQSEvent, SQSBatchResponse>()
    .use(loggedFailures(telemetry, 'batch.failed'))
    .handler((event) =>
      takeEach(
        event,
        async ({ body }) => {
          await takeIn(body);
        },
        (error, { messageId }) => {
          telemetry.count('notifications.failed');
          telemetry.error('notification.failed', error, { messageId });
        },
      ),
    );
}
