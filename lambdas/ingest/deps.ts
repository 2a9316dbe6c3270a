import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { InferOutput } from 'valibot';
import { awsClientOptions } from '#lambdas/aws-client-options.ts';
import type { IngestDeps } from '#lambdas/ingest/handler.ts';
import { createAuthenticator } from '#shared/adapters/auth/authenticate.ts';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
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
  const store = createConversationStore(new DynamoDBClient(awsClientOptions()), variables.TABLE_NAME);
  const timers = createTimerQueue(sqs, variables.TIMERS_QUEUE_URL, clock, telemetry);
  return {
    parse: parseNotification,
    record: createRecordNotification({ store, timers, clock, telemetry, random: Math.random }),
    authenticate: authenticatorOf(variables),
    quarantine: createQuarantine(sqs, variables.QUARANTINE_QUEUE_URL),
    telemetry,
    clock,
  };
}

function authenticatorOf({
  AUTH,
  API_KEY_SECRET,
  SIGNING_SECRET,
}: IngestVariables): IngestDeps['authenticate'] {
  const secrets = new SecretsManagerClient(awsClientOptions());
  const secret = (id: string) => createSecretSource(secrets, id, systemClock);
  return createAuthenticator(AUTH, {
    apiKeys: secret(API_KEY_SECRET),
    ...(SIGNING_SECRET !== undefined && { signingSecrets: secret(SIGNING_SECRET) }),
    clock: systemClock,
  });
}
