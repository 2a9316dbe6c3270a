import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { PlacementRequestBody } from '#shared/adapters/placers/placement-request-body.ts';
import { createSignedHttpPlacer } from '#shared/adapters/placers/signed-http.ts';
import { durationMs, seconds } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';
import { deadUrl, type Stub, type StubAnswer, type StubRequest } from '#test/contract/aws-stub.ts';
import { aStub, closeAfterEachTest, noKeys } from '#test/contract/closing.ts';
import {
  aRequest,
  describePlacer,
  type PlacerTargets,
  type Targeted,
} from '#test/contract/placer.contract.ts';
import { dialingTargets } from '#test/contract/placer-dialing.ts';

closeAfterEachTest();

const SECRET = `whsec_${Buffer.from('a secret of 24 characters').toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.from('what the secret was before').toString('base64')}`;

const postTo = (url: string, secrets = async () => [SECRET, OLD_SECRET] as readonly string[]) =>
  createSignedHttpPlacer({ url: `${url}/place`, timeout: durationMs(300) }, secrets, createMemoryClock(NOON));
const keysIn = (stub: Stub) => async () =>
  stub.requests.map(({ headers }) => headers['webhook-id'] as string);
const httpStub = async (answer: StubAnswer): Promise<Targeted & { stub: Stub }> => {
  const stub = await aStub(answer);
  return { stub, placer: postTo(stub.url), keys: keysIn(stub) };
};

const targets: Omit<PlacerTargets, 'traits'> = {
  taking: () => httpStub({ status: 202, body: 'ok' }),
  refusing: () => httpStub({ status: 400 }),
  busy: () => httpStub({ status: 503 }),
  absent: async () => ({ placer: postTo(await deadUrl()), keys: noKeys }),
  breakingOff: () => httpStub('reset'),
  silent: () => httpStub('silence'),
  failing: () => httpStub({ status: 500 }),
  async unprepared() {
    const stub = await aStub({ status: 200 });
    const outOfReach = async () => {
      throw new Error('out of reach');
    };
    return { placer: postTo(stub.url, outOfReach), keys: keysIn(stub) };
  },
};

describePlacer('signed-http', {
  traits: { kind: 'signed-http', repeatable: true },
  ...targets,
});

describePlacer('signed-http that dials', {
  traits: { kind: 'signed-http', repeatable: false },
  ...dialingTargets(targets),
});

async function postedBy(secrets: readonly string[]): Promise<StubRequest> {
  const stub = await aStub({ status: 200 });
  const place = await postTo(stub.url, async () => secrets).prepare(aRequest());
  await place(aRequest());
  return stub.requests[0]!;
}

const signatureOf = (secret: string, { body }: StubRequest) =>
  new Webhook(secret).sign(aRequest().placementKey, new Date(NOON), body);

describe('the signed-http placer', () => {
  it('signs the bytes that it sends, with the current and the previous secret', async () => {
    const posted = await postedBy([SECRET, OLD_SECRET]);
    expect(posted.headers['webhook-timestamp']).toBe(String(NOON / 1000));
    expect(posted.headers['webhook-signature']).toBe(
      `${signatureOf(SECRET, posted)} ${signatureOf(OLD_SECRET, posted)}`,
    );
  });

  it('signs with the secrets that are usable', async () => {
    const posted = await postedBy([SECRET, 'not base64!']);
    expect(posted.headers['webhook-signature']).toBe(signatureOf(SECRET, posted));
  });

  it('fails to prepare where no secret is usable', async () => {
    const { url } = await aStub({ status: 200 });
    const preparation = postTo(url, async () => ['not base64!']).prepare(aRequest());
    await expect(preparation).rejects.toMatchObject({ name: 'UnusableSigningSecretError' });
  });

  it('posts a body of its schema, with number and name', async () => {
    const { url, headers, body } = await postedBy([SECRET]);
    expect(url).toBe('/place');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'callback-automation/1',
    });
    expect(v.parse(PlacementRequestBody, JSON.parse(body))).toStrictEqual({
      schemaVersion: 1,
      placementKey: '16607c8e-1e9c-4653-afcd-17cc234eb57a_1788264000000',
      conversationId: '16607c8e-1e9c-4653-afcd-17cc234eb57a',
      callbackKey: '2026-09-01T12:00:00.000Z',
      due: '2026-09-01T12:00:00.000Z',
      trigger: 'scheduled',
      firedAt: '2026-09-01T12:00:00.012Z',
      attempt: 1,
      automation: 'support',
      queueId: 'queue',
      number: '0151 12345678',
      e164: '+4915112345678',
      name: 'Zoë Example',
      agentId: 'cd5078be-17d0-44d5-b5d0-2e11b9f77b2c',
    });
  });

  it('keeps no connection that could be closed just when the next request goes out', async () => {
    const { headers } = await postedBy([SECRET]);
    expect(headers.connection).toBe('close');
  });

  it('follows no redirect', async () => {
    const elsewhere = await aStub({ status: 200 });
    const { placer } = await httpStub({ status: 307, headers: { location: elsewhere.url } });
    const outcome = await (await placer.prepare(aRequest()))(aRequest());
    expect(outcome).toEqual({ kind: 'refused', because: 'redirected', final: true });
    expect(elsewhere.requests).toEqual([]);
  });

  it('hands on how long a busy target asks to wait', async () => {
    const { placer } = await httpStub({ status: 429, headers: { 'retry-after': '17' } });
    const outcome = await (await placer.prepare(aRequest()))(aRequest());
    expect(outcome).toMatchObject({ kind: 'refused', final: false, retryAfter: seconds(17) });
  });

  it('refuses for good a key that no header can hold', async () => {
    const { placer, stub } = await httpStub({ status: 200 });
    const outcome = await (await placer.prepare(aRequest()))(aRequest({ placementKey: 'line\nfeed' }));
    expect(outcome).toEqual({ kind: 'refused', because: 'unsendable-key', final: true });
    expect(stub.requests).toEqual([]);
  });
});
