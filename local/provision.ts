/** Creates what a deploy creates on AWS, where it is missing. */

import { randomBytes } from 'node:crypto';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ParameterAlreadyExists, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ensureApiKey } from '#local/api-key.ts';
import { ensureSecret } from '#local/ensure-secret.ts';
import { OAUTH_CLIENT } from '#local/genesys/defaults.ts';
import { StartError } from '#local/start-error.ts';
import { TABLE_SCHEMA } from '#shared/adapters/dynamodb/table.ts';

export const TABLE_NAME = 'conversations';
export const PARAMETER_PATH = '/callback-automation/local';
/** The key of the customers' hashes. */
export const CUSTOMERS_SECRET = 'callback-automation/local/customers';

const QUEUE_NAMES = ['timers', 'notifications', 'quarantine'] as const;
type QueueName = (typeof QUEUE_NAMES)[number];
const deadLettersOf = (name: QueueName) => `${name}-dead-letters`;

/** All queues but the timers', which hold hints only. */
export const DURABLE_QUEUES: readonly string[] = [
  'notifications',
  'quarantine',
  ...QUEUE_NAMES.map(deadLettersOf),
];

const MAX_RECEIVE_COUNT = { timers: 5, notifications: 960, quarantine: 100 } as const;

export interface Provisioned {
  readonly queueUrls: Readonly<Record<QueueName, string>>;
  readonly apiKey: string;
}

/** Creates the table, the queues, the secrets and the parameters; `genesysSecrets` get the fake's OAuth client. */
export async function provision(
  wantedApiKey: string | undefined,
  genesysSecrets: readonly string[] = [],
): Promise<Provisioned> {
  const [queueUrls, apiKey] = await Promise.all([
    createQueues(),
    ensureApiKey(wantedApiKey),
    createTable(),
    createParameters(),
    ensureSecret(CUSTOMERS_SECRET, randomBytes(32).toString('hex')),
    ...genesysSecrets.map((name) => ensureSecret(name, JSON.stringify(OAUTH_CLIENT))),
  ]);
  return { queueUrls, apiKey };
}

async function createQueues(): Promise<Provisioned['queueUrls']> {
  const sqs = new SQSClient();
  const [timers, notifications, quarantine] = await Promise.all([
    createQueue(sqs, 'timers'),
    createQueue(sqs, 'notifications'),
    createQueue(sqs, 'quarantine'),
  ]);
  sqs.destroy();
  return { timers, notifications, quarantine };
}

async function createQueue(sqs: SQSClient, name: QueueName): Promise<string> {
  const deadLetters = deadLettersOf(name);
  await sqs.send(new CreateQueueCommand({ QueueName: deadLetters }));
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: {
        VisibilityTimeout: '60',
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: `arn:aws:sqs:local:000000000000:${deadLetters}`,
          maxReceiveCount: MAX_RECEIVE_COUNT[name],
        }),
      },
    }),
  );
  return QueueUrl;
}

async function createTable(): Promise<void> {
  const dynamoDb = new DynamoDBClient();
  try {
    await dynamoDb.send(new CreateTableCommand({ TableName: TABLE_NAME, ...TABLE_SCHEMA }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: TABLE_NAME }));
    // dynalite makes a table in two steps, and never takes the second one up again.
    if (Table?.TableStatus !== 'ACTIVE') {
      throw new StartError(
        'The very first start was killed half-way. Delete the data directory and start again.',
      );
    }
  } finally {
    dynamoDb.destroy();
  }
}

/** What an operator can change while the stack runs, with its defaults, so that there are files to edit. */
async function createParameters(): Promise<void> {
  const ssm = new SSMClient();
  const defaults = { paused: 'false', 'automations/default': JSON.stringify({ placer: 'announce' }) };
  for (const [name, Value] of Object.entries(defaults)) {
    await ssm
      .send(new PutParameterCommand({ Name: `${PARAMETER_PATH}/${name}`, Value, Type: 'String' }))
      .catch((error: unknown) => {
        if (!(error instanceof ParameterAlreadyExists)) throw error;
      });
  }
  ssm.destroy();
}
