import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { InferOutput } from 'valibot';
import { awsClientOptions } from '#lambdas/aws-client-options.ts';
import type { IngestDeps } from '#lambdas/ingest/handler.ts';
import { createAuthenticator } from '#shared/adapters/auth/authenticate.ts';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
import { createCustomers } from '#shared/adapters/customers/create-customers.ts';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { createSecretSource } from '#shared/adapters/secrets/secret-source.ts';
import { createQuarantine } from '#shared/adapters/sqs/quarantine.ts';
import { createTimerQueue } from '#shared/adapters/sqs/timer-queue.ts';
import type { IngestVariablesSchema } from '#shared/config/variables.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';

type IngestVariables = InferOutput<typeof IngestVariablesSchema>;

/** Builds what ingest works with, once per process. */
export function createDeps(variables: IngestVariables): IngestDeps {
  const telemetry = createTelemetry({
    functionName: 'ingest',
    ...(variables.STAGE !== undefined && { stage: variables.STAGE }),
  });
  const clock = systemClock;
  const sqs = new SQSClient(awsClientOptions());
  const dynamoDb = new DynamoDBClient(awsClientOptions());
  const secret = secretsOf(new SecretsManagerClient(awsClientOptions()));
  const store = createConversationStore(dynamoDb, variables.TABLE_NAME);
  const timers = createTimerQueue(sqs, variables.TIMERS_QUEUE_URL, clock, telemetry);
  return {
    ...reachedOf(variables, dynamoDb, secret),
    record: createRecordNotification({ store, timers, clock, telemetry, random: Math.random }),
    authenticate: authenticatorOf(variables, secret),
    quarantine: createQuarantine(sqs, variables.QUARANTINE_QUEUE_URL),
    telemetry,
    clock,
  };
}

const secretsOf = (client: SecretsManagerClient) => (id: string) =>
  createSecretSource(client, id, systemClock);
type Secrets = ReturnType<typeof secretsOf>;

/** What is looked for in notifications of other media, only where the stage wants it. */
function reachedOf(
  { CUSTOMERS_SECRET, TABLE_NAME }: IngestVariables,
  dynamoDb: DynamoDBClient,
  secret: Secrets,
): Pick<IngestDeps, 'parse' | 'noteReached'> {
  if (CUSTOMERS_SECRET === undefined) return { parse: parseNotification };
  const customers = createCustomers({
    dynamoDb,
    tableName: TABLE_NAME,
    secret: secret(CUSTOMERS_SECRET),
    clock: systemClock,
  });
  return {
    parse: (text, conversationId) => parseNotification(text, conversationId, { findReached: true }),
    noteReached: customers.note,
  };
}

function authenticatorOf(
  { AUTH, API_KEY_SECRET, SIGNING_SECRET }: IngestVariables,
  secret: Secrets,
): IngestDeps['authenticate'] {
  return createAuthenticator(AUTH, {
    apiKeys: secret(API_KEY_SECRET),
    ...(SIGNING_SECRET !== undefined && { signingSecrets: secret(SIGNING_SECRET) }),
    clock: systemClock,
  });
}
