import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newDataDir, type RunningStack, runStack } from '#test/e2e/running-stack.ts';
import { aSubject, customer, eventsOf, inMs, message, post, report, sleep } from '#test/e2e/target.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
const soon = { timeout: 15_000, interval: 50 };

let stack: RunningStack;
let receiver: Server;
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
/** How the receiver answers, one after another; 204 when they are used up. */
const statuses: number[] = [];

const put = (ssm: SSMClient, name: string, value: object | string) =>
  ssm.send(
    new PutParameterCommand({
      Name: `/callback-automation/local/${name}`,
      Value: typeof value === 'string' ? value : JSON.stringify(value),
      Type: 'String',
      Overwrite: true,
    }),
  );

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(statuses.shift() ?? 204).end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const dataDir = newDataDir();
  const { port } = receiver.address() as AddressInfo;
  const placers = {
    crm: { kind: 'signed-http', url: `http://127.0.0.1:${port}/callbacks`, secret: 'crm-signing' },
    dialer: { kind: 'lambda', functionName: 'dialer' },
  };
  writeFileSync(join(dataDir, 'placers.json'), JSON.stringify(placers));
  mkdirSync(join(dataDir, 'functions'));
  writeFileSync(
    join(dataDir, 'functions', 'dialer.mjs'),
    `export const handler = async ({ number }) => number === '+13175550123' ? { outcome: 'placed' } : { outcome: 'failed', reason: 'bad-number', retryable: false };`,
  );
  stack = await runStack({ dataDir });
  const secrets = new SecretsManagerClient(stack.aws);
  await secrets.send(new CreateSecretCommand({ Name: 'crm-signing', SecretString: SECRET }));
  const ssm = new SSMClient(stack.aws);
  await put(ssm, 'automations/crm', {
    match: { automatedCallbackConfigId: 'crm' },
    placer: 'crm',
    retry: { after: 1, atMost: 1 },
  });
  await put(ssm, 'automations/dialer', { match: { queueId: 'dialer-queue' }, placer: 'dialer' });
  await put(ssm, 'automations/dry', { match: { automatedCallbackConfigId: 'dry' }, placer: 'dry-run' });
});
afterAll(async () => {
  await stack.remove();
  receiver.closeAllConnections();
  receiver.close();
});

/** Sends a callback that is due at once, and waits for what is announced. */
async function outcomeOf(facts: object) {
  const subject = aSubject();
  await post(stack, message(subject, [customer(subject, { callbackScheduledTime: inMs(0), ...facts })]));
  await vi.waitUntil(async () => (await eventsOf(stack, subject.conversationId)).length > 0, soon);
  const [event] = await eventsOf(stack, subject.conversationId);
  return { subject, type: event?.['detail-type'], detail: event?.detail };
}

const requestsFor = (conversationId: string) => received.filter(({ body }) => body.includes(conversationId));

describe('the placer', () => {
  it('signed-http posts the callback, signed, and it is announced as placed', async () => {
    const { subject, type, detail } = await outcomeOf({ automatedCallbackConfigId: 'crm' });
    expect([type, detail?.['automation']]).toEqual(['CallbackPlaced', 'crm']);
    const [request, ...others] = requestsFor(subject.conversationId);
    expect(others).toEqual([]);
    const headers = request?.headers as Record<string, string>;
    expect(new Webhook(SECRET).verify(request?.body ?? '', headers)).toMatchObject({
      conversationId: subject.conversationId,
      number: '+13175550123',
    });
    expect(headers['webhook-id']).toBe(detail?.['placementKey']);
  });

  it('signed-http hands the same placement key over again when nobody knows what became of it', async () => {
    statuses.push(500);
    const { subject, type } = await outcomeOf({ automatedCallbackConfigId: 'crm' });
    expect(type).toBe('CallbackPlaced');
    const ids = requestsFor(subject.conversationId).map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('signed-http takes a 410 for a final no', async () => {
    statuses.push(410);
    const { subject, type } = await outcomeOf({ automatedCallbackConfigId: 'crm' });
    expect(type).toBe('CallbackPlacementFailed');
    await sleep(1500);
    expect(requestsFor(subject.conversationId)).toHaveLength(1);
    expect((await report(stack, subject.conversationId)).callbacks[0]?.placement?.state).toBe('failed');
  });

  it.each([
    ['+13175550123', 'CallbackPlaced', undefined],
    ['+13175550124', 'CallbackPlacementFailed', 'bad-number'],
  ])('lambda, given %s, is believed: %s', async (number, expected, reason) => {
    const facts = {
      automatedCallbackConfigId: null,
      queue: { id: 'dialer-queue' },
      callbackNumbers: [number],
    };
    const { type, detail } = await outcomeOf(facts);
    expect([type, detail?.['reason']]).toEqual([expected, reason]);
  });

  it('dry-run places nothing and says so like all others', async () => {
    expect((await outcomeOf({ automatedCallbackConfigId: 'dry' })).type).toBe('CallbackPlaced');
  });
});

describe('what operators change while it runs', () => {
  it('counts within 15 s: paused, nothing is placed; a broken value keeps the last good one', async () => {
    const ssm = new SSMClient(stack.aws);
    await put(ssm, 'paused', 'true');
    await put(ssm, 'automations/dry', '{"placer":');
    await sleep(15_500);
    const subject = aSubject();
    await post(
      stack,
      message(subject, [
        customer(subject, { callbackScheduledTime: inMs(0), automatedCallbackConfigId: 'dry' }),
      ]),
    );
    await vi.waitUntil(
      async () => (await report(stack, subject.conversationId)).nextLook?.why === 'paused',
      soon,
    );
    expect(await eventsOf(stack, subject.conversationId)).toEqual([]);

    await put(ssm, 'paused', 'false');
    await sleep(15_500);
    expect((await outcomeOf({ automatedCallbackConfigId: 'dry' })).detail?.['automation']).toBe('dry');
  }, 60_000);
});
