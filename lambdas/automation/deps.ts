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
import { createCustomers } from '#shared/adapters/customers/create-customers.ts';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { createRateStore } from '#shared/adapters/dynamodb/rate-store.ts';
import { createAnnouncer } from '#shared/adapters/eventbridge/announcer.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { toE164 } from '#shared/adapters/phone-numbers/to-e164.ts';
import { createPlacers } from '#shared/adapters/placers/create-placers.ts';
import { LAMBDA_PLACER_CLIENT } from '#shared/adapters/placers/lambda.ts';
import { createSecretSource, type SecretSource } from '#shared/adapters/secrets/secret-source.ts';
import { parseTimers } from '#shared/adapters/sqs/timer-message.ts';
import { createTimerQueue } from '#shared/adapters/sqs/timer-queue.ts';
import { createSettingsSource } from '#shared/adapters/ssm/settings-source.ts';
import type { AutomationVariablesSchema } from '#shared/config/automation-variables.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import { createPacer } from '#shared/use-cases/pacer.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';

type AutomationVariables = InferOutput<typeof AutomationVariablesSchema>;

/** Builds what the automation works with, once per process. */
export function createDeps(variables: AutomationVariables): AutomationHandlerDeps {
  const { STAGE, TABLE_NAME, TIMERS_QUEUE_URL, EVENT_BUS_NAME, PARAMETER_PATH } = variables;
  const telemetry = createTelemetry({
    functionName: 'automation',
    ...(STAGE !== undefined && { stage: STAGE }),
  });
  const shared = { clock: systemClock, random: Math.random, telemetry };
  const dynamoDb = new DynamoDBClient(awsClientOptions());
  const eventBridge = new EventBridgeClient(awsClientOptions());
  const secrets = secretsOf();
  const placers = placersOf(variables, eventBridge, secrets, telemetry);
  const customers = customersOf(variables, dynamoDb, secrets);
  const runTimers = createRunTimers({
    ...shared,
    store: createConversationStore(dynamoDb, TABLE_NAME),
    timers: createTimerQueue(new SQSClient(awsClientOptions()), TIMERS_QUEUE_URL, systemClock, telemetry),
    announcer: createAnnouncer(eventBridge, EVENT_BUS_NAME),
    placers,
    settings: createSettingsSource(new SSMClient(awsClientOptions()), PARAMETER_PATH, {
      ...shared,
      placers,
      customersReached: customers !== undefined,
    }),
    pacer: createPacer({ ...shared, rates: createRateStore(dynamoDb, TABLE_NAME) }),
    ...(customers && { customers }),
    toE164,
    newToken: randomUUID,
  });
  return { parseTimers, runTimers, telemetry };
}

type Secrets = (secretId: string) => SecretSource;

function secretsOf(): Secrets {
  const client = new SecretsManagerClient(awsClientOptions());
  return (secretId) => createSecretSource(client, secretId, systemClock);
}

const placersOf = (
  { PLACERS, EVENT_BUS_NAME }: AutomationVariables,
  eventBridge: EventBridgeClient,
  secretSource: Secrets,
  telemetry: Telemetry,
) =>
  createPlacers(PLACERS, {
    eventBridge,
    busName: EVENT_BUS_NAME,
    lambda: new LambdaClient(LAMBDA_PLACER_CLIENT),
    secretSource,
    clock: systemClock,
    telemetry,
  });

function customersOf(
  { CUSTOMERS_SECRET, TABLE_NAME }: AutomationVariables,
  dynamoDb: DynamoDBClient,
  secrets: Secrets,
) {
  if (CUSTOMERS_SECRET === undefined) return undefined;
  const secret = secrets(CUSTOMERS_SECRET);
  return createCustomers({ dynamoDb, tableName: TABLE_NAME, secret, clock: systemClock });
}
