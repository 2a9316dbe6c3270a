import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { InferOutput } from 'valibot';
import { awsClientOptions } from '#lambdas/aws-client-options.ts';
import type { OperatorDeps } from '#lambdas/operator/handler.ts';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { createTimerQueue } from '#shared/adapters/sqs/timer-queue.ts';
import type { OperatorVariablesSchema } from '#shared/config/variables.ts';
import { createDecideUnknown } from '#shared/use-cases/decide-unknown.ts';

/** Builds what the operator function works with, once per process. */
export function createDeps(variables: InferOutput<typeof OperatorVariablesSchema>): OperatorDeps {
  const { STAGE, TABLE_NAME, TIMERS_QUEUE_URL } = variables;
  const telemetry = createTelemetry({
    functionName: 'operator',
    ...(STAGE !== undefined && { stage: STAGE }),
  });
  const clock = systemClock;
  const decideUnknown = createDecideUnknown({
    store: createConversationStore(new DynamoDBClient(awsClientOptions()), TABLE_NAME),
    timers: createTimerQueue(new SQSClient(awsClientOptions()), TIMERS_QUEUE_URL, clock, telemetry),
    clock,
    telemetry,
    random: Math.random,
  });
  return { decideUnknown, telemetry };
}
