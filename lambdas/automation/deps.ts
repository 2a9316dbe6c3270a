import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { InferOutput } from 'valibot';
import type { AutomationHandlerDeps } from '#lambdas/automation/handler.ts';
import { awsClientOptions } from '#lambdas/aws-client-options.ts';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { createAnnouncer } from '#shared/adapters/eventbridge/announcer.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { createPlacers } from '#shared/adapters/placers/create-placers.ts';
import { LAMBDA_PLACER_CLIENT } from '#shared/adapters/placers/lambda.ts';
import { createSecretSource } from '#shared/adapters/secrets/secret-source.ts';
import { parseTimers } from '#shared/adapters/sqs/timer-message.ts';
import { createTimerQueue } from '#shared/adapters/sqs/timer-queue.ts';
import { createSettingsSource } from '#shared/adapters/ssm/settings-source.ts';
import type { AutomationVariablesSchema } from '#shared/config/variables.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';

type AutomationVariables = InferOutput<typeof AutomationVariablesSchema>;

/** Builds what the automation works with, once per process. */
export function createDeps(variables: AutomationVariables): AutomationHandlerDeps {
  const { STAGE, TABLE_NAME, TIMERS_QUEUE_URL, EVENT_BUS_NAME, PARAMETER_PATH } = variables;
  const telemetry = createTelemetry({
    functionName: 'automation',
    ...(STAGE !== undefined && { stage: STAGE }),
  });
  const clock = systemClock;
  const eventBridge = new EventBridgeClient(awsClientOptions());
  const placers = placersOf(variables, eventBridge, telemetry);
  const runTimers = createRunTimers({
    store: createConversationStore(new DynamoDBClient(awsClientOptions()), TABLE_NAME),
    timers: createTimerQueue(new SQSClient(awsClientOptions()), TIMERS_QUEUE_URL, clock, telemetry),
    announcer: createAnnouncer(eventBridge, EVENT_BUS_NAME),
    placers,
    settings: createSettingsSource(new SSMClient(awsClientOptions()), PARAMETER_PATH, {
      placers: new Set(placers.keys()),
      clock,
      telemetry,
    }),
    clock,
    telemetry,
    newToken: randomUUID,
    random: Math.random,
  });
  return { parseTimers, runTimers, telemetry };
}

function placersOf(variables: AutomationVariables, eventBridge: EventBridgeClient, telemetry: Telemetry) {
  const secrets = new SecretsManagerClient(awsClientOptions());
  return createPlacers(variables.PLACERS, {
    eventBridge,
    busName: variables.EVENT_BUS_NAME,
    lambda: new LambdaClient(LAMBDA_PLACER_CLIENT),
    secretSource: (secretId) => createSecretSource(secrets, secretId, systemClock),
    clock: systemClock,
    telemetry,
  });
}
