/** The whole stack in a process of its own, with canaries through every path of it: what it prints, keeps in its log, answers and announces. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultPlacers } from '#local/genesys/default-placers.ts';
import { DURABLE_QUEUES, TABLE_NAME } from '#local/provision.ts';
import { deadUrl } from '#test/contract/aws-stub.ts';
import { newDataDir, type RunningStack, runStack } from '#test/e2e/running-stack.ts';
import { agent, aSubject, customer, getState, inMs, message, post, sendToQueue } from '#test/e2e/target.ts';
import { freePort } from '#test/integration/free-port.ts';
import { launch } from '#test/integration/local-processes.ts';
import { HEADERS, NUMBER, SECRET, SPOILT_SECRET, TEXT } from '#test/integration/privacy/canaries.ts';
import { leaksIn } from '#test/integration/privacy/leaks-in.ts';
import { plantFree, SPOILT } from '#test/integration/privacy/plant.ts';
import { quoteOf, type RunningProxy, startProxy } from '#test/integration/privacy/start-proxy.ts';

const AUTOMATIONS = ['lambda', 'signed', 'away', 'spoilt', 'dry-run', 'genesys-callback'] as const;

const AUTOMATIONS_DIRECTORY = 'parameters/callback-automation/local/automations';

const dead = await deadUrl();
let stack: RunningStack;
let target: RunningProxy;

/** A data directory as an operator would leave it, mistakes included. */
function dataDirectory(port: string): string {
  const dataDir = newDataDir();
  const write = (path: string, text: string) => {
    mkdirSync(join(dataDir, path, '..'), { recursive: true });
    writeFileSync(join(dataDir, path), text);
  };
  const signed = { kind: 'signed-http', timeoutSeconds: 1 };
  const placers = {
    ...defaultPlacers(`http://127.0.0.1:${port}/_genesys`),
    lambda: { kind: 'lambda', functionName: 'dialer' },
    signed: { ...signed, url: `${target.url}/${SECRET.accessToken}`, secret: 'signing' },
    away: { ...signed, url: `${dead}/${SECRET.jwt}`, secret: 'signing' },
    spoilt: { ...signed, url: target.url, secret: 'spoilt' },
  };
  write('placers.json', JSON.stringify(placers));
  write(
    'functions/dialer.mjs',
    'export const handler = async (event) => { throw new Error(JSON.stringify(event)); };',
  );
  for (const placer of AUTOMATIONS) {
    const match = { automatedCallbackConfigId: placer };
    write(`${AUTOMATIONS_DIRECTORY}/${placer}.json`, JSON.stringify({ placer, match, placeOnTimeout: true }));
  }
  const broken = { match: { queueId: 'q' }, placer: TEXT.customer, defaultCountry: NUMBER.e164 };
  write(`${AUTOMATIONS_DIRECTORY}/broken.json`, JSON.stringify(broken));
  return dataDir;
}

beforeAll(async () => {
  target = await startProxy('', async (passing) => ({ status: 500, headers: {}, body: quoteOf(passing) }));
  const PORT = await freePort();
  stack = await runStack({ dataDir: dataDirectory(PORT), env: { PORT, API_KEY: SECRET.apiKey } });
  const secrets = new SecretsManagerClient(stack.aws);
  const create = (Name: string, SecretString: string) =>
    secrets.send(new CreateSecretCommand({ Name, SecretString }));
  await create('signing', SECRET.signingSecret);
  await create('spoilt', SPOILT_SECRET);
});
afterAll(async () => {
  await stack.remove();
  await target.close();
});

const said: string[] = [];

const tell = async (body: unknown, headers: Record<string, string> = {}) => {
  const answer = await post(stack, body, { ...HEADERS, ...headers });
  said.push(answer.text, JSON.stringify([...answer.headers]));
  return answer;
};

const due = (automatedCallbackConfigId: string, facts: object = {}) => ({
  callbackScheduledTime: inMs(0),
  automatedCallbackConfigId,
  callbackNumbers: [NUMBER.spaced],
  callbackUserName: TEXT.customer,
  name: TEXT.contact,
  address: NUMBER.tel,
  attributes: { [TEXT.note]: TEXT.email },
  ...facts,
});

async function sendEverything(): Promise<void> {
  const subject = aSubject();
  const body = message(subject, [customer(subject, due('dry-run'))]);
  for (const plant of [plantFree, ...Object.values(SPOILT)]) {
    await tell(plant(body));
    await sendToQueue(stack, plant(body));
  }
  await tell(body, { 'x-api-key': NUMBER.e164 });
  await tell(`${plantFree(body)}${' '.repeat(800 * 1024)}`);
}

/** A callback for each placer, and what became of it. */
async function placeEverything(): Promise<void> {
  const subjects = AUTOMATIONS.map((placer) => ({ placer, subject: aSubject() }));
  for (const { placer, subject } of subjects) {
    await tell(message(subject, [customer(subject, due(placer))]));
  }
  const subject = aSubject();
  const connected = { timeoutSeconds: 1, connectedTime: inMs(-1500) };
  await tell(message(subject, [customer(subject, due('lambda')), agent({ ...due('lambda'), ...connected })]));
  const conversationId = await callbackOfGenesys();
  for (const id of [...subjects.map(({ subject }) => subject.conversationId), conversationId]) {
    if (id !== undefined) said.push(await (await getState(stack, id)).text());
  }
}

/** A callback that the fake Genesys Cloud tells of by itself, and whose placement it refuses at first. */
async function callbackOfGenesys(): Promise<string | undefined> {
  const control = async (path: string, body: object) => {
    const response = await fetch(`${stack.url}/_genesys/_control${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    said.push(text);
    return JSON.parse(text) as { conversationId?: string };
  };
  const fault = { kind: 'error', status: 400, code: 'invalid.value', effect: false };
  await control('/faults', { operation: 'create-callback', fault });
  await control('/faults', { operation: NUMBER.e164, fault: { kind: TEXT.customer } });
  const { conversationId } = await control('/callbacks', {
    number: NUMBER.e164,
    name: TEXT.customer,
    attributes: { [TEXT.note]: TEXT.email },
    automatedCallbackConfigId: 'genesys-callback',
  });
  return conversationId;
}

async function spoilStoredItem(): Promise<void> {
  const { conversationId, participantId } = aSubject();
  const client = new DynamoDBClient(stack.aws);
  const Item = {
    pk: { S: conversationId },
    version: { N: '1' },
    schema: { N: '1' },
    state: { B: Buffer.from(`${TEXT.customer} ${NUMBER.e164}`) },
  };
  await client.send(new PutItemCommand({ TableName: TABLE_NAME, Item }));
  client.destroy();
  const subject = { conversationId, participantId };
  const answer = await tell(message(subject, [customer(subject, due('dry-run'))]));
  expect(answer.status).toBe(503);
  said.push(await (await getState(stack, conversationId)).text());
}

/** The commands of the terminal, with files that are sound, refused, and no JSON. */
async function runCommands(): Promise<void> {
  const run = async (file: string, ...args: readonly string[]) => {
    const { stdout, stderr } = await launch(file, args, { DATA_DIR: stack.dataDir }).ended;
    said.push(stdout, stderr);
    return stdout;
  };
  const file = (name: string, text: string) => {
    const path = join(stack.dataDir, name);
    writeFileSync(path, text);
    return path;
  };
  const subject = aSubject();
  const body = message(subject, [customer(subject, due('dry-run'))]);
  await run('send.ts', file('sound.json', JSON.stringify(body)), '--in', '1s');
  await run('send.ts', file('refused.json', JSON.stringify(due('dry-run'))));
  await run('send.ts', file('no.json', `${TEXT.customer} ${NUMBER.e164}`));
  expect(await run('replay.ts')).toMatch(/ bytes$/m);
  expect(await run('replay.ts', '--post', 'all')).toMatch(/ 400 /);
}

/** What whoever may look into the queues sees at a glance: bodies are packed, and hints have no content. */
async function lookIntoQueues(): Promise<void> {
  for (const name of ['timers', ...DURABLE_QUEUES]) {
    const { Messages = [] } = await stack.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: stack.queueUrl('timers').replace(/timers$/, name),
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (name === 'quarantine') expect(Messages).not.toEqual([]);
    said.push(JSON.stringify(Messages));
  }
}

/** What was printed and logged; but the banner shows the API key on purpose, to whoever started the stack. */
function printed(): string {
  const key = new RegExp(`API key +${SECRET.apiKey}|'x-api-key: ${SECRET.apiKey}'`);
  const lines = stack.output().split('\n');
  expect(lines.filter((line) => key.test(line))).toHaveLength(2);
  return [...lines.map((line) => line.replace(key, '')), stack.log()].join('\n');
}

/** From now on nothing is placed any more: nobody knows which callbacks this automation is for. */
async function spoilSettings(): Promise<void> {
  const file = join(stack.dataDir, AUTOMATIONS_DIRECTORY, 'unread.json');
  writeFileSync(file, `{"match":{"queueId":"${SECRET.apiKey} ${NUMBER.e164}`);
  await vi.waitUntil(() => stack.output().includes('automations/unread'), { timeout: 20_000 });
}

/** What there is in the log once everything went wrong that was to. */
const SHOWN = [
  'function-failed',
  'no-clear-answer',
  'no-connection',
  'UnusableSigningSecretError',
  'invalid-value',
  'placement.rehearsed',
  'StoredItemError',
  'settings.broken',
  'notification.refused',
];

describe('canaries in every path of the running stack', () => {
  it('appear in no answer, announcement, log line, message and nothing that is printed', async () => {
    await sendEverything();
    await placeEverything();
    await spoilStoredItem();
    await runCommands();
    await lookIntoQueues();
    await vi.waitUntil(() => SHOWN.every((word) => stack.log().includes(word)), { timeout: 20_000 });
    await spoilSettings();
    said.push(JSON.stringify(await stack.events()));

    expect(await stack.kill('SIGTERM')).toBe(0);
    expect(leaksIn([...said, printed()].join('\n'))).toEqual([]);
  });

  it('were there to be told: the banner and the receiver have them', () => {
    expect(leaksIn(stack.output()).map(({ what }) => what)).toContain('apiKey');
    expect(leaksIn(target.passed.map(quoteOf).join('\n')).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['number', 'customer', 'accessToken']),
    );
  });
});
