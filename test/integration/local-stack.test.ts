import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { type FunctionOutput, keepFunctionOutput } from '#local/function-output.ts';
import { restoreLooks } from '#local/restore-looks.ts';
import { type Stack, startStack } from '#local/stack.ts';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
import { TABLE_SCHEMA } from '#shared/adapters/dynamodb/table.ts';
import { eventually } from '#test/integration/local-processes.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'local-stack-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const callback = (id: string, dueInMs: number) =>
  JSON.stringify({
    id,
    participants: [
      {
        id: `${id}-customer`,
        purpose: 'customer',
        state: 'scheduled',
        callbackScheduledTime: new Date(Date.now() + dueInMs).toISOString(),
        automatedCallbackConfigId: 'config',
      },
    ],
  });

describe('the stack', () => {
  let stack: Stack;
  let output: FunctionOutput;
  beforeEach(async () => {
    output = keepFunctionOutput(join(dataDir, 'log.jsonl'));
    stack = await startStack({ dataDir, port: 0, sweepEveryMs: 300, warn: () => {} });
  });
  afterEach(async () => {
    await stack.close();
    await output.close();
  });

  const types = () => stack.aws.events().map((event) => event['detail-type']);

  it('announces in time although the timer message was lost, because the sweep finds the look', async () => {
    stack.aws.dropMessages('timers', 1);
    const response = await fetch(`${stack.url}/notifications`, {
      method: 'POST',
      headers: { 'x-api-key': stack.apiKey, 'content-type': 'application/json' },
      body: callback('c1', 2000),
    });
    expect(response.status).toBe(200);
    const [event] = await eventually('the announcement', () => {
      const events = stack.aws.events();
      return events.length > 0 ? events : undefined;
    });
    expect(event).toMatchObject({ 'detail-type': 'CallbackDue', detail: { conversationId: 'c1' } });
  });

  it('takes notifications from their queue too, and leaves none behind', async () => {
    await new SQSClient().send(
      new SendMessageCommand({
        QueueUrl: `${stack.aws.url}/000000000000/notifications`,
        MessageBody: callback('c2', 300),
      }),
    );
    await eventually('the announcement', () => (types().includes('CallbackDue') ? true : undefined));
    await eventually('an empty queue', () =>
      stack.aws.messages('notifications').length === 0 ? true : undefined,
    );
  });

  it('gives its data back when it is closed', async () => {
    await stack.close();
    stack = await startStack({ dataDir, port: 0, warn: () => {} });
    expect(await stack.restored).toBe(0);
  });
});

describe('the restoring of looks', () => {
  it('brings an index entry back that a kill left out, and sends the timer', async () => {
    const item = {
      pk: { S: 'c1' },
      version: { N: '1' },
      lookShard: { N: '3' },
      lookAt: { N: String(Date.now() - 1000) },
    };
    const clientOf = (endpoint: string) =>
      new DynamoDBClient({
        endpoint,
        region: 'local',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
    const before = await startAwsEndpoint({ dataDir });
    await clientOf(before.url).send(new CreateTableCommand({ TableName: 'table', ...TABLE_SCHEMA }));
    await clientOf(before.url).send(new PutItemCommand({ TableName: 'table', Item: item }));
    await before.close();
    await removeIndexEntries(join(dataDir, 'table'));

    const after = await startAwsEndpoint({ dataDir });
    const client = clientOf(after.url);
    const indexed = async () => {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: 'table',
          IndexName: 'looks',
          KeyConditionExpression: 'lookShard = :shard',
          ExpressionAttributeValues: { ':shard': { N: '3' } },
        }),
      );
      return Items?.map(({ pk }) => pk?.S);
    };
    expect(await indexed()).toEqual([]);
    const sent: string[] = [];
    const timers = {
      send: async (all: readonly { conversationId: string }[]) => {
        sent.push(...all.map(({ conversationId }) => conversationId));
        return [];
      },
    };
    const stopping = new AbortController().signal;
    const found = await restoreLooks({ client, tableName: 'table', timers, clock: systemClock, stopping });
    expect([found, sent, await indexed()]).toEqual([1, ['c1'], ['c1']]);
    await after.close();
  });
});

/** Does to the database what a kill between dynalite's two writes does. */
async function removeIndexEntries(path: string) {
  const { Level } = createRequire(createRequire(import.meta.url).resolve('dynalite'))('level');
  const database = new Level(path, { valueEncoding: 'json' });
  let removed = 0;
  for await (const key of database.keys()) {
    if (!String(key).startsWith('index-')) continue;
    await database.del(key);
    removed += 1;
  }
  await database.close();
  expect(removed).toBe(1);
}
