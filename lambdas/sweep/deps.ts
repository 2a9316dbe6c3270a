import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { InferOutput } from 'valibot';
import { awsClientOptions } from '#lambdas/aws-client-options.ts';
import type { SweepDeps } from '#lambdas/sweep/handler.ts';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
import { createLookIndex } from '#shared/adapters/dynamodb/look-index.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { createTimerQueue } from '#shared/adapters/sqs/timer-queue.ts';
import type { SweepVariablesSchema } from '#shared/config/variables.ts';
import { createSweep } from '#shared/use-cases/sweep.ts';

/** Builds what the sweep works with, once per process. */
export function createDeps({
  STAGE,
  TABLE_NAME,
  TIMERS_QUEUE_URL,
}: InferOutput<typeof SweepVariablesSchema>): SweepDeps {
  const telemetry = createTelemetry({ functionName: 'sweep', ...(STAGE !== undefined && { stage: STAGE }) });
  const clock = systemClock;
  const index = createLookIndex(new DynamoDBClient(awsClientOptions()), TABLE_NAME);
  const sqs = new SQSClient(awsClientOptions());
  const timers = createTimerQueue(sqs, TIMERS_QUEUE_URL, clock, telemetry);
  return { sweep: createSweep({ index, timers, clock, telemetry }), telemetry };
}
