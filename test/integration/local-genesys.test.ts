import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionOutput, keepFunctionOutput } from '#local/function-output.ts';
import type { FakeGenesys } from '#local/genesys/create-fake-genesys.ts';
import { AGENT_FIRST_QUEUE } from '#local/genesys/defaults.ts';
import { type Stack, startStack } from '#local/stack.ts';
import { eventually } from '#test/integration/local-processes.ts';

let dataDir: string;
let stack: Stack;
let output: FunctionOutput;
let fake: FakeGenesys;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'local-genesys-'));
  output = keepFunctionOutput(join(dataDir, 'log.jsonl'));
  stack = await startStack({ dataDir, port: 0, warn: () => {} });
  fake = await stack.genesys();
  fake.control.change({ releaseMs: 100, ringMs: 100, campaignMs: 100 });
  const ssm = new SSMClient();
  for (const placer of ['genesys-callback', 'genesys-call', 'genesys-campaign']) {
    const match = { automatedCallbackConfigId: placer };
    await ssm.send(
      new PutParameterCommand({
        Name: `/callback-automation/local/automations/${placer}`,
        Value: JSON.stringify({ placer, match }),
        Type: 'String',
      }),
    );
  }
  // A callback of the trigger `timeout` takes the default automation where the agent's callback has no config id.
  await ssm.send(
    new PutParameterCommand({
      Name: '/callback-automation/local/automations/default',
      Value: JSON.stringify({ placer: 'genesys-call', placeOnTimeout: true }),
      Type: 'String',
      Overwrite: true,
    }),
  );
  ssm.destroy();
});
afterAll(async () => {
  await stack.close();
  await output.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const typesOf = (conversationId: string) =>
  stack.aws
    .events()
    .filter(({ detail }) => (detail as { conversationId?: string }).conversationId === conversationId)
    .map((event) => event['detail-type']);

const placed = (conversationId: string) =>
  eventually('the placement', () => (typesOf(conversationId).includes('CallbackPlaced') ? true : undefined));

const callsFor = (conversationId: string) =>
  fake.control.calls().filter((call) => call.originalConversationId === conversationId);

const customerStateOf = (conversationId: string) =>
  fake.control.conversations().find(({ id }) => id === conversationId)?.participants[0]?.callbacks?.[0]
    ?.state;

describe('a callback of the fake Genesys Cloud', () => {
  it.each([
    ['genesys-callback', 'customer-first'],
    ['genesys-campaign', 'campaign'],
  ])('is placed by %s at its time: one call, and the old callback is disconnected', async (placer, by) => {
    const id = fake.control.createCallback({ inSeconds: 1, automatedCallbackConfigId: placer });
    await placed(id);
    const [call, ...more] = await eventually('the call', () => {
      const calls = callsFor(id);
      return calls.length > 0 ? calls : undefined;
    });
    expect(call).toMatchObject({ by, placementKey: expect.stringMatching(new RegExp(`^${id}_`)) });
    expect(call?.conversationId).not.toBe(id);
    expect(more).toEqual([]);
    await eventually('the end of the old callback', () =>
      customerStateOf(id) === 'disconnected' ? true : undefined,
    );
  });

  it('is placed by genesys-call with the token of the agent who has it, when his time-out is over', async () => {
    const id = fake.control.createCallback({ inSeconds: -5, timeoutSeconds: 1 });
    await eventually('the release', () => (customerStateOf(id) === 'connected' ? true : undefined));
    fake.control.agent(id, { does: 'connect' });
    await placed(id);
    expect(callsFor(id)).toMatchObject([{ by: 'agent', conversationId: id }]);
    expect(customerStateOf(id)).toBe('connected');
  });

  it('that is cancelled before its time is not placed', async () => {
    const id = fake.control.createCallback({ inSeconds: 1, automatedCallbackConfigId: 'genesys-callback' });
    fake.control.cancel(id);
    const other = fake.control.createCallback({
      inSeconds: 1,
      automatedCallbackConfigId: 'genesys-callback',
    });
    await placed(other);
    expect([typesOf(id), callsFor(id)]).toEqual([[], []]);
  });

  it('that nobody told of is found cancelled by the look before the call', async () => {
    const id = fake.control.createCallback({ inSeconds: 1.5, automatedCallbackConfigId: 'genesys-callback' });
    await eventually('the first news', async () => ((await stateOf(id)).status === 200 ? true : undefined));
    fake.control.change({ copies: 0 });
    fake.control.cancel(id);
    fake.control.change({ copies: 1 });
    await eventually('the outcome', () => (typesOf(id).length > 0 ? true : undefined));
    expect([typesOf(id), callsFor(id)]).toEqual([['CallbackLeft'], []]);
  });
});

const stateOf = (id: string) =>
  fetch(`${stack.url}/conversations/${id}`, { headers: { 'x-api-key': stack.apiKey } });

describe('the fake over HTTP', () => {
  const control = (path: string, init: RequestInit = {}) =>
    fetch(`${stack.url}/_genesys/_control${path}`, init);

  it('serves its control API', async () => {
    const created = await control('/callbacks', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ inSeconds: 600, queueId: AGENT_FIRST_QUEUE.id }),
    });
    const { conversationId } = (await created.json()) as { conversationId: string };
    const all = (await (await control('/conversations')).json()) as { id: string }[];
    expect(all.map(({ id }) => id)).toContain(conversationId);
  });

  it('serves tokens and the API', async () => {
    const token = await fetch(`${stack.url}/_genesys/oauth/token`, { method: 'POST' });
    expect(token.status).toBe(400);
    expect((await fetch(`${stack.url}/_genesys/api/v2/conversations/x`)).status).toBe(401);
  });

  it('answers to the names of this machine only', async () => {
    const request = get(`${stack.url}/_genesys/_control/calls`, { headers: { host: 'pages.example' } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(403);
  });

  it('breaks the connection where a fault asks for it', async () => {
    fake.control.fail({ operation: 'get-conversation', fault: { kind: 'reset', effect: false } });
    const ask = () => fetch(`${stack.url}/_genesys/api/v2/conversations/x`);
    await expect(ask()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect((await ask()).status).toBe(401);
  });
});
