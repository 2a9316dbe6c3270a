import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AwsEndpoint, startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';

let dataDir: string;
let endpoint: AwsEndpoint;
let warnings: string[];

const start = () =>
  startAwsEndpoint({ dataDir, durableQueues: ['kept'], warn: (line) => void warnings.push(line) });
const restart = async () => {
  await endpoint.close();
  endpoint = await start();
};

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'aws-endpoint-'));
  warnings = [];
  endpoint = await start();
});
afterEach(async () => {
  await endpoint.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const options = () => ({
  endpoint: endpoint.url,
  region: 'local',
  maxAttempts: 1,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const sqs = () => new SQSClient(options());
const ssm = () => new SSMClient(options());
const secrets = () => new SecretsManagerClient(options());
const events = () => new EventBridgeClient(options());
const lambda = () => new LambdaClient(options());
const dynamo = () => new DynamoDBClient(options());

describe('DynamoDB', () => {
  const createTable = () =>
    dynamo().send(
      new CreateTableCommand({
        TableName: 'table',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );
  const put = (value: string, condition?: string) =>
    dynamo().send(
      new PutItemCommand({
        TableName: 'table',
        Item: { pk: { S: 'a' }, value: { S: value } },
        ...(condition && { ConditionExpression: condition }),
      }),
    );
  const get = async () => {
    const { Item } = await dynamo().send(
      new GetItemCommand({ TableName: 'table', Key: { pk: { S: 'a' } }, ConsistentRead: true }),
    );
    return Item?.['value']?.S;
  };

  it('has a table ready as soon as it is created, and keeps its items over a restart', async () => {
    await createTable();
    await put('one');
    await restart();
    expect(await get()).toBe('one');
  });

  it('refuses a write whose condition does not hold', async () => {
    await createTable();
    await put('one');
    await expect(put('two', 'attribute_not_exists(pk)')).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
    expect(await get()).toBe('one');
  });

  it('refuses what dynalite would ignore or does not know, and says so', async () => {
    await createTable();
    const ignored = dynamo().send(
      new PutItemCommand({
        TableName: 'table',
        Item: { pk: { S: 'a' } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    await expect(ignored).rejects.toThrow('ReturnValuesOnConditionCheckFailure');
    const unknown = dynamo().send(
      new UpdateTimeToLiveCommand({
        TableName: 'table',
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      }),
    );
    await expect(unknown).rejects.toMatchObject({ name: 'UnknownOperationException' });
    expect(warnings).toEqual([
      expect.stringContaining('DynamoDB_20120810.PutItem'),
      expect.stringContaining('DynamoDB_20120810.UpdateTimeToLive'),
    ]);
  });
});

describe('SQS', () => {
  const createQueue = async (QueueName: string, Attributes: Record<string, string> = {}) => {
    const { QueueUrl = '' } = await sqs().send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl;
  };
  const send = (QueueUrl: string, MessageBody: string, DelaySeconds?: number) =>
    sqs().send(new SendMessageCommand({ QueueUrl, MessageBody, ...(DelaySeconds && { DelaySeconds }) }));
  const receive = async (QueueUrl: string, input: Partial<ReceiveMessageCommandInput> = {}) => {
    const { Messages = [] } = await sqs().send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...input }),
    );
    return Messages;
  };
  const bodies = async (QueueUrl: string, input: Partial<ReceiveMessageCommandInput> = {}) =>
    (await receive(QueueUrl, input)).map(({ Body }) => Body);

  it('hands a message over, hides it, and forgets it once it is deleted', async () => {
    const url = await createQueue('plain');
    await send(url, 'hello – ümläut');
    const [message] = await receive(url, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(message).toMatchObject({
      Body: 'hello – ümläut',
      Attributes: { ApproximateReceiveCount: '1' },
    });
    expect(await bodies(url)).toEqual([]);
    await sqs().send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
    expect(endpoint.messages('plain')).toEqual([]);
  });

  it('hands a message over again after the visibility time-out, and then only the new handle deletes it', async () => {
    const url = await createQueue('plain', { VisibilityTimeout: '1' });
    await send(url, 'again');
    const [first] = await receive(url);
    const [second] = await receive(url, { WaitTimeSeconds: 3 });
    expect(second?.Body).toBe('again');
    await sqs().send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    expect(endpoint.messages('plain')).toHaveLength(1);
    await sqs().send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second?.ReceiptHandle }));
    expect(endpoint.messages('plain')).toHaveLength(0);
  });

  it('changes the visibility of a message in flight, and of no other', async () => {
    const url = await createQueue('plain');
    await send(url, 'later');
    const [message] = await receive(url);
    const change = (VisibilityTimeout: number) =>
      sqs().send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: url,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await change(0);
    await expect(change(5)).rejects.toMatchObject({ name: 'MessageNotInflight' });
    expect(await bodies(url)).toEqual(['later']);
  });

  it('delays a message to the second, and answers a waiting receiver at once', async () => {
    const url = await createQueue('plain');
    const sentAt = Date.now();
    await send(url, 'delayed', 1);
    expect(await bodies(url)).toEqual([]);
    expect(await bodies(url, { WaitTimeSeconds: 5 })).toEqual(['delayed']);
    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(1000);
    expect(Date.now() - sentAt).toBeLessThan(2500);
  });

  it('takes a delay of 900 s and refuses 901 s, alone and inside a batch', async () => {
    const url = await createQueue('plain');
    await send(url, 'latest', 900);
    await expect(send(url, 'too late', 901)).rejects.toThrow('DelaySeconds must be >= 0 and <= 900');
    const { Successful, Failed } = await sqs().send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'good', MessageBody: 'good' },
          { Id: 'bad', MessageBody: 'bad', DelaySeconds: 901 },
        ],
      }),
    );
    expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'InvalidParameterValue' }]);
    expect(endpoint.messages('plain').map(({ body }) => body)).toEqual(['latest', 'good']);
  });

  it('refuses batches that SQS refuses', async () => {
    const url = await createQueue('plain');
    const sendAll = (ids: readonly string[]) =>
      sqs().send(
        new SendMessageBatchCommand({ QueueUrl: url, Entries: ids.map((Id) => ({ Id, MessageBody: Id })) }),
      );
    await expect(sendAll([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
    await expect(sendAll(['a', 'a'])).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
    await expect(sendAll([...'abcdefghijk'])).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });
  });

  it('moves a message to the dead letters after the last try, and deletes in batches', async () => {
    const dead = await createQueue('dead');
    const url = await createQueue('plain', {
      VisibilityTimeout: '0',
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: 'arn:aws:sqs:local:000000000000:dead',
        maxReceiveCount: 2,
      }),
    });
    await send(url, 'poison');
    expect(await bodies(url)).toEqual(['poison']);
    expect(await bodies(url)).toEqual(['poison']);
    expect(await bodies(url)).toEqual([]);
    const letters = await receive(dead);
    expect(letters.map(({ Body }) => Body)).toEqual(['poison']);
    const entries = letters.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
    await sqs().send(new DeleteMessageBatchCommand({ QueueUrl: dead, Entries: entries }));
    expect([...endpoint.messages('dead'), ...endpoint.messages('plain')]).toEqual([]);
  });

  it('counts what is visible, in flight and delayed, and purges all of it', async () => {
    const url = await createQueue('plain');
    await send(url, 'taken');
    await receive(url);
    await send(url, 'waiting');
    await send(url, 'delayed', 900);
    const { Attributes } = await sqs().send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:local:000000000000:plain',
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
    });
    await sqs().send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(endpoint.messages('plain')).toEqual([]);
  });

  it('keeps the messages of a durable queue over a restart, and those of no other', async () => {
    await send(await createQueue('kept'), 'one');
    await send(await createQueue('plain'), 'two');
    await restart();
    const kept = await createQueue('kept');
    const plain = await createQueue('plain');
    expect(await bodies(plain)).toEqual([]);
    const [message] = await receive(kept);
    expect(message?.Body).toBe('one');
    await sqs().send(new DeleteMessageCommand({ QueueUrl: kept, ReceiptHandle: message?.ReceiptHandle }));
    await restart();
    expect(await bodies(await createQueue('kept'))).toEqual([]);
  });

  it('loses as many messages as it is told to', async () => {
    const url = await createQueue('plain');
    endpoint.dropMessages('plain', 1);
    await send(url, 'lost');
    await send(url, 'found');
    expect(await bodies(url)).toEqual(['found']);
  });

  it('tells the same queue from another one', async () => {
    const url = await createQueue('plain', { VisibilityTimeout: '5' });
    expect(await createQueue('plain', { VisibilityTimeout: '5' })).toBe(url);
    expect((await sqs().send(new GetQueueUrlCommand({ QueueName: 'plain' }))).QueueUrl).toBe(url);
    await expect(createQueue('plain', { VisibilityTimeout: '6' })).rejects.toMatchObject({
      name: 'QueueNameExists',
    });
    await expect(send(`${endpoint.url}/000000000000/other`, 'x')).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  });

  it('refuses loudly what it has not got, without repeating what was sent', async () => {
    const url = await createQueue('plain');
    const grouped = sqs().send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: 'confidential', MessageGroupId: 'g' }),
    );
    await expect(grouped).rejects.toThrow('MessageGroupId');
    await expect(sqs().send(new ListQueuesCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    await expect(createQueue('plain.fifo')).rejects.toThrow('QueueName');
    expect(warnings).toEqual([
      expect.stringContaining('AmazonSQS.SendMessage'),
      expect.stringContaining('AmazonSQS.ListQueues'),
    ]);
    expect(warnings.join()).not.toContain('confidential');
  });
});

describe('EventBridge', () => {
  const entry = { Source: 'callback-automation', DetailType: 'CallbackDue', EventBusName: 'local' };

  it('remembers what was put on the bus, in order', async () => {
    const Entries = ['a', 'b'].map((id) => ({ ...entry, Detail: JSON.stringify({ id }) }));
    const answer = await events().send(new PutEventsCommand({ Entries }));
    expect(answer.FailedEntryCount).toBe(0);
    expect(endpoint.events()).toMatchObject([
      { 'detail-type': 'CallbackDue', detail: { id: 'a' }, time: expect.stringMatching(/Z$/) },
      { 'detail-type': 'CallbackDue', detail: { id: 'b' } },
    ]);
  });

  it('refuses a bad entry inside a 200, as AWS does, and takes the good one', async () => {
    const answer = await events().send(
      new PutEventsCommand({
        Entries: [
          { ...entry, Detail: 'not JSON' },
          { ...entry, Detail: '{}' },
          { Source: 'callback-automation', Detail: '{}' },
        ],
      }),
    );
    expect(answer.FailedEntryCount).toBe(2);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'MalformedDetail',
      undefined,
      'InvalidArgument',
    ]);
    expect(endpoint.events()).toHaveLength(1);
  });

  it('refuses other operations loudly', async () => {
    await expect(events().send(new ListRulesCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    expect(warnings).toEqual([expect.stringContaining('AWSEvents.ListRules')]);
  });
});

describe('Systems Manager parameters', () => {
  const put = (Name: string, Value: string, Overwrite = false) =>
    ssm().send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite }));
  const get = async (Name: string) =>
    (await ssm().send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter;

  it('keeps exactly the text that was put, with its version, over a restart', async () => {
    await put('/app/spaced', '{ "a": 1 }');
    await put('/app/dense', '{"a":1}');
    await put('/app/dense', '{"a":2}', true);
    await restart();
    expect(await get('/app/spaced')).toMatchObject({ Value: '{ "a": 1 }', Version: 1, Type: 'String' });
    expect(await get('/app/dense')).toMatchObject({ Value: '{"a":2}', Version: 2 });
    expect(readFileSync(join(dataDir, 'parameters/app/dense.json'), 'utf8')).toContain('"a": 2');
  });

  it.each([
    ['only its value', '{ "value": { "placer": "announce" } }', '{"placer":"announce"}'],
    ['the bare value', '{ "placer": "announce" }', '{"placer":"announce"}'],
    ['a bare boolean', 'true\n', 'true'],
    ['a bare string', '"true"', 'true'],
    ['a byte order mark', '\uFEFFtrue', 'true'],
    ['half of it', '{ "value": ', '{ "value":'],
    ['no JSON', 'announce', 'announce'],
    ['a field that no such file has', '{"value":1,"typ":"String"}', '{"value":1,"typ":"String"}'],
    ['nothing', '', ''],
  ])('takes a file written by hand at once that holds %s', async (_what, text, Value) => {
    await put('/app/one', 'before');
    writeFileSync(join(dataDir, 'parameters/app/one.json'), text);
    expect(await get('/app/one')).toMatchObject({ Value, Type: 'String', Version: 1 });
    expect(warnings).toEqual([]);
  });

  it('lists the others where one cannot be read', async () => {
    await put('/app/one', 'x');
    mkdirSync(join(dataDir, 'parameters/app/folder.json'));
    const { Parameters = [] } = await ssm().send(new GetParametersByPathCommand({ Path: '/app' }));
    expect(Parameters.map(({ Name, Value }) => [Name, Value])).toEqual([
      ['/app/folder', '(unreadable)'],
      ['/app/one', 'x'],
    ]);
  });

  it('lists a path page by page, with or without what lies deeper', async () => {
    for (const name of ['/app/a', '/app/b', '/app/c', '/app/deep/d', '/apple/e']) await put(name, 'x');
    const list = async (Recursive: boolean) => {
      const pages: string[][] = [];
      let token: string | undefined;
      do {
        const { Parameters = [], NextToken } = await ssm().send(
          new GetParametersByPathCommand({ Path: '/app', Recursive, MaxResults: 2, NextToken: token }),
        );
        pages.push(Parameters.map(({ Name }) => Name ?? ''));
        token = NextToken;
      } while (token);
      return pages;
    };
    expect(await list(true)).toEqual([
      ['/app/a', '/app/b'],
      ['/app/c', '/app/deep/d'],
    ]);
    expect(await list(false)).toEqual([['/app/a', '/app/b'], ['/app/c']]);
  });

  it('tells what is missing and what exists already, and deletes', async () => {
    await expect(get('/app/none')).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await put('/app/one', 'x');
    await expect(put('/app/one', 'y')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    await ssm().send(new DeleteParameterCommand({ Name: '/app/one' }));
    await expect(get('/app/one')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  it('refuses names that lead out of its directory, and parameters it has not got', async () => {
    await expect(put('/app/../../out', 'x')).rejects.toThrow('Name');
    const tiered = ssm().send(
      new PutParameterCommand({ Name: '/a', Value: 'x', Type: 'String', Tier: 'Advanced' }),
    );
    await expect(tiered).rejects.toThrow('Tier');
  });
});

describe('Secrets Manager', () => {
  const get = async (input: { VersionStage?: string; VersionId?: string } = {}, SecretId = 'app/key') =>
    (await secrets().send(new GetSecretValueCommand({ SecretId, ...input }))).SecretString;
  const put = (SecretString: string) =>
    secrets().send(new PutSecretValueCommand({ SecretId: 'app/key', SecretString }));

  it('makes the current version the previous one when a new one is put', async () => {
    const { ARN, VersionId } = await secrets().send(
      new CreateSecretCommand({ Name: 'app/key', SecretString: 'one' }),
    );
    expect(await get({}, ARN)).toBe('one');
    await put('two');
    expect(await get()).toBe('two');
    expect(await get({ VersionStage: 'AWSPREVIOUS' })).toBe('one');
    expect(await get({ VersionId: VersionId ?? '' })).toBe('one');
    await put('three');
    await restart();
    expect(await get()).toBe('three');
    expect(await get({ VersionStage: 'AWSPREVIOUS' })).toBe('two');
  });

  it('keeps secrets in files that only their owner can read', async () => {
    await secrets().send(new CreateSecretCommand({ Name: 'app/key', SecretString: 'one' }));
    expect(statSync(join(dataDir, 'secrets/app/key.json')).mode & 0o777).toBe(0o600);
  });

  it('tells what is missing and what exists already', async () => {
    await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(put('one')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await secrets().send(new CreateSecretCommand({ Name: 'app/key' }));
    await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(secrets().send(new CreateSecretCommand({ Name: 'app/key' }))).rejects.toMatchObject({
      name: 'ResourceExistsException',
    });
  });

  it('refuses other operations loudly', async () => {
    const deletion = secrets().send(new DeleteSecretCommand({ SecretId: 'app/key' }));
    await expect(deletion).rejects.toMatchObject({ name: 'UnknownOperationException' });
    expect(warnings).toEqual([expect.stringContaining('secretsmanager.DeleteSecret')]);
  });
});

describe('Lambda', () => {
  const invoke = async (FunctionName: string, payload: unknown = {}) => {
    const { Payload, FunctionError } = await lambda().send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }),
    );
    return { answer: JSON.parse(Payload?.transformToString() ?? ''), error: FunctionError };
  };
  const writeModule = (source: string) => {
    mkdirSync(join(dataDir, 'functions'), { recursive: true });
    writeFileSync(join(dataDir, 'functions/place.mjs'), source);
  };

  it('invokes a registered function by name and by ARN', async () => {
    endpoint.registerFunction('place', (event) => ({ got: event }));
    expect(await invoke('place', { a: 1 })).toEqual({ answer: { got: { a: 1 } }, error: undefined });
    const arn = 'arn:aws:lambda:eu-central-1:000000000000:function:place';
    expect((await invoke(arn, 2)).answer).toEqual({ got: 2 });
  });

  it('invokes the handler of a module in the data directory', async () => {
    writeModule('export const handler = async (event) => ({ twice: event.n * 2 });');
    expect((await invoke('place', { n: 2 })).answer).toEqual({ twice: 4 });
  });

  it('invokes a module before a function that is registered by the same name', async () => {
    endpoint.registerFunction('place', () => 'registered');
    writeModule("export const handler = () => 'a module';");
    expect((await invoke('place')).answer).toBe('a module');
  });

  it('tells what a function threw', async () => {
    endpoint.registerFunction('place', () => {
      throw new RangeError('out of reach');
    });
    expect(await invoke('place')).toEqual({
      answer: { errorType: 'RangeError', errorMessage: 'out of reach' },
      error: 'Unhandled',
    });
  });

  it('refuses functions that are not there or have no handler', async () => {
    await expect(invoke('place')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    writeModule('export const other = 1;');
    await expect(invoke('place')).rejects.toMatchObject({ name: 'InvalidRuntimeException' });
  });

  it('refuses other kinds of invocation and other operations loudly', async () => {
    endpoint.registerFunction('place', () => ({}));
    const inBackground = lambda().send(
      new InvokeCommand({ FunctionName: 'place', InvocationType: 'Event', Payload: '{}' }),
    );
    await expect(inBackground).rejects.toThrow('the invocation type Event');
    await expect(lambda().send(new ListFunctionsCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    expect(warnings).toEqual([
      expect.stringContaining('POST /2015-03-31/functions/place/invocations'),
      expect.stringContaining('GET /2015-03-31/functions'),
    ]);
  });
});

describe('the port', () => {
  it('answers a request that is not JSON with an error of AWS, not of its own', async () => {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.SendMessage' },
      body: 'not JSON',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  });

  it('ends waiting receivers when it closes', async () => {
    const { QueueUrl } = await sqs().send(new CreateQueueCommand({ QueueName: 'plain' }));
    const waiting = sqs().send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    const outcome = waiting.then(
      ({ Messages }) => Messages,
      () => undefined,
    );
    // Long enough for the receiver to have arrived.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const startedAt = performance.now();
    await endpoint.close();
    expect(await outcome).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(2000);
    endpoint = await start();
  });
});
