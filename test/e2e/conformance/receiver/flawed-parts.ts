/** Parts of the receiver that are built again, without what makes them safe. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { InferOutput } from 'valibot';
import { awsClientOptions } from '#lambdas/aws-client-options.ts';
import type { IngestDeps } from '#lambdas/ingest/handler.ts';
import { createAuthenticator } from '#shared/adapters/auth/authenticate.ts';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { createSecretSource } from '#shared/adapters/secrets/secret-source.ts';
import { createTimerQueue } from '#shared/adapters/sqs/timer-queue.ts';
import type { IngestVariablesSchema } from '#shared/config/variables.ts';
import { epochMs } from '#shared/domain/time.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';

export type IngestVariables = InferOutput<typeof IngestVariablesSchema>;

const CONDITION = ['ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];

/** Records with saves that take no heed of what was saved meanwhile. */
export function recordedWithoutVersion(
  { clock, telemetry }: IngestDeps,
  { TABLE_NAME, TIMERS_QUEUE_URL }: IngestVariables,
): IngestDeps['record'] {
  const client = new DynamoDBClient(awsClientOptions());
  client.middlewareStack.add(
    (next) => (args) => {
      for (const name of CONDITION) Reflect.deleteProperty(args.input, name);
      return next(args);
    },
    { step: 'initialize' },
  );
  const timers = createTimerQueue(new SQSClient(awsClientOptions()), TIMERS_QUEUE_URL, clock, telemetry);
  const store = createConversationStore(client, TABLE_NAME);
  return createRecordNotification({ store, timers, clock, telemetry, random: Math.random });
}

/** Verifies a signature as of whatever time the sender claims. */
export function authenticatedAtTheirTime({
  SIGNING_SECRET = '',
}: IngestVariables): IngestDeps['authenticate'] {
  const secrets = new SecretsManagerClient(awsClientOptions());
  const signingSecrets = createSecretSource(secrets, SIGNING_SECRET, systemClock);
  return (request) => {
    const now = () => epochMs(Number(request.headers['webhook-timestamp']) * 1000);
    const clock = { ...systemClock, now };
    return createAuthenticator({ accept: ['signature'], require: 'any' }, { signingSecrets, clock })(request);
  };
}
