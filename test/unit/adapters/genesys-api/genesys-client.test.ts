import { describe, expect, it } from 'vitest';
import { durationMs, plus, seconds } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';
import { aClient, aPost } from '#test/unit/adapters/genesys-api/a-client.ts';
import { anError, aToken, failed, type Scripted } from '#test/unit/adapters/genesys-api/scripted-fetch.ts';

const OK: Scripted = { status: 200, body: {} };

describe('a request to Genesys', () => {
  it('goes to the API of the region, by a token of the OAuth client and with our version', async () => {
    const { client, requests, tokens } = aClient([OK]);
    expect(await client.send(aPost())).toEqual({ kind: 'done' });
    expect(tokens).toMatchObject([
      {
        method: 'POST',
        url: 'https://login.mypurecloud.de/oauth/token',
        body: 'grant_type=client_credentials',
      },
    ]);
    expect(tokens[0]?.headers.get('authorization')).toBe(`Basic ${btoa('our-client:our-secret')}`);
    expect(tokens[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    const [sent] = requests;
    expect(sent).toMatchObject({
      method: 'POST',
      url: 'https://api.mypurecloud.de/api/v2/conversations/callbacks',
      body: JSON.stringify(aPost().body),
    });
    expect(Object.fromEntries(sent?.headers ?? [])).toEqual({
      authorization: 'Bearer token-1',
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^genesys-cloud-callback-automation\/\d+\.\d+\.\d+$/),
      connection: 'close',
    });
  });

  it('says nothing of a body where it has none', async () => {
    const { client, requests } = aClient([OK]);
    const { body: _, ...bodiless } = aPost({ method: 'GET' });
    await client.send(bodiless);
    expect(requests[0]?.body).toBeUndefined();
    expect(requests[0]?.headers.has('content-type')).toBe(false);
  });

  it('shares the token with later requests, and with prepare', async () => {
    const { client, tokens, telemetry } = aClient([OK]);
    await client.prepare();
    await client.send(aPost());
    await client.send(aPost());
    expect(tokens).toHaveLength(1);
    expect(telemetry.counted('genesys.requests')).toBe(2);
  });

  it('is repeated by a new token, once, after 401', async () => {
    const { client, requests, tokens, telemetry } = aClient([anError(401, 'bad.credentials'), OK]);
    expect(await client.send(aPost())).toEqual({ kind: 'done' });
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect(tokens).toHaveLength(2);
    expect(telemetry.counted('genesys.requests')).toBe(2);
  });

  it('is refused when the new token is refused too', async () => {
    const { client, requests, tokens } = aClient([anError(401, 'bad.credentials')]);
    expect(await client.send(aPost())).toMatchObject({ kind: 'refused', refusal: { status: 401 } });
    expect([requests.length, tokens.length]).toEqual([2, 2]);
  });

  it('is not repeated by the token that was refused', async () => {
    const { client, requests } = aClient([anError(401)], { tokens: [aToken('same')] });
    expect(await client.send(aPost())).toMatchObject({ kind: 'refused', refusal: { status: 401 } });
    expect(requests).toHaveLength(1);
  });

  it.each([500, 502, 503, 504, 429, 408])('is never repeated after %i', async (status) => {
    const { client, requests } = aClient([anError(status)]);
    await client.send(aPost());
    expect(requests).toHaveLength(1);
  });

  it('goes by the token of somebody else where there is one, also when that is renewed', async () => {
    const { client, requests, tokens } = aClient([anError(401), OK]);
    const agent = { current: async () => 'agent-1', renewed: async () => 'agent-2' };
    expect(await client.send(aPost(), agent)).toEqual({ kind: 'done' });
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer agent-1',
      'Bearer agent-2',
    ]);
    expect(tokens).toEqual([]);
  });

  it('answers the text of a success where it is asked for, unless it is too long', async () => {
    const { client } = aClient([{ status: 200, body: 'ten bytes!' }]);
    const get = { ...aPost({ method: 'GET' }), readAtMost: 10 };
    expect(await client.send(get)).toEqual({ kind: 'done', text: 'ten bytes!' });
    expect(await client.send({ ...get, readAtMost: 9 })).toEqual({ kind: 'done' });
  });
});

describe('an answer that breaks off', () => {
  const brokenOff = (status: number) => () => {
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(new TextEncoder().encode('{"code":')),
      pull: (stream) => stream.error(failed('ECONNRESET')),
    });
    return new Response(body, { status });
  };

  it('is none, where its text matters', async () => {
    const { client } = aClient([brokenOff(200)]);
    expect(await client.send({ ...aPost(), readAtMost: 100 })).toEqual({
      kind: 'unknown',
      because: 'connection-lost',
    });
  });

  it.each([
    [200, { kind: 'done' }],
    [403, { kind: 'refused', refusal: { status: 403 } }],
    [500, { kind: 'unknown', because: 'no-clear-answer' }],
  ])('still says what its status %i says', async (status, answer) => {
    const { client } = aClient([brokenOff(status)]);
    expect(await client.send(aPost())).toEqual(answer);
  });
});

describe('the time for a request', () => {
  const timeout = durationMs(50);
  const never = new Promise<undefined>(() => {});

  it('may end while Genesys is silent: then it is not known whether it was done', async () => {
    const { client } = aClient(['silence'], { timeout });
    expect(await client.send(aPost())).toEqual({ kind: 'unknown', because: 'timed-out' });
  });

  it('may end before there is a token: then nothing was sent', async () => {
    const { client, requests } = aClient([OK], { timeout, tokens: ['silence'] });
    expect(await client.send(aPost())).toEqual({ kind: 'postponed', because: 'no-token' });
    expect(requests).toEqual([]);
  });

  it('may end while a token is renewed: then it is refused by 401', async () => {
    const { client, requests } = aClient([anError(401)], { timeout });
    const agent = { current: async () => 'agent-1', renewed: () => never };
    expect(await client.send(aPost(), agent)).toMatchObject({ kind: 'refused', refusal: { status: 401 } });
    expect(requests).toHaveLength(1);
  });
});

describe('without a token', () => {
  const outOfReach = async () => {
    throw new Error('quoted our-secret');
  };
  const refusedBy = (credentials: () => Promise<readonly string[]>, tokens: readonly Scripted[] = []) =>
    aClient([OK], { credentials, tokens });
  const ours = async () => ['{"clientId":"our-client","clientSecret":"our-secret"}'];

  it.each([
    ['the secret is out of reach', refusedBy(outOfReach), 'genesys.failed'],
    ['the secret is empty', refusedBy(async () => []), 'genesys.refused'],
    ['the secret is no JSON', refusedBy(async () => ['our-secret']), 'genesys.refused'],
    ['the secret lacks a half', refusedBy(async () => ['{"clientId":"our-client"}']), 'genesys.refused'],
    ['the credentials are wrong', refusedBy(ours, [anError(400)]), 'genesys.refused'],
    ['the client is not allowed', refusedBy(ours, [anError(401)]), 'genesys.refused'],
    ['the login is overloaded', refusedBy(ours, [anError(429)]), 'genesys.failed'],
    ['the login is out of order', refusedBy(ours, [anError(503)]), 'genesys.failed'],
    ['the login is out of reach', refusedBy(ours, [failed('ECONNREFUSED')]), 'genesys.failed'],
    ['the login breaks off', refusedBy(ours, [failed('ECONNRESET')]), 'genesys.failed'],
    ['the login answers no JSON', refusedBy(ours, [{ status: 200, body: 'our-token' }]), 'genesys.failed'],
    ['the login answers no token', refusedBy(ours, [{ status: 200, body: {} }]), 'genesys.failed'],
    ['no header can hold the token', refusedBy(ours, [aToken('our-token\n')]), 'genesys.failed'],
    [
      'the token has no end',
      refusedBy(ours, [{ status: 200, body: { access_token: 't' } }]),
      'genesys.failed',
    ],
  ])('nothing is sent when %s', async (_, { client, requests, telemetry }, event) => {
    await expect(client.prepare()).resolves.toBeUndefined();
    expect(await client.send(aPost())).toEqual({ kind: 'postponed', because: 'no-token' });
    expect(requests).toEqual([]);
    expect(telemetry.lines).toMatchObject([{ event, fields: { what: 'token' } }]);
    expect(telemetry.counted('genesys.refused')).toBe(event === 'genesys.refused' ? 1 : 0);
    expect(JSON.stringify(telemetry.lines)).not.toMatch(/our-|4915112345678/);
  });

  it('reads the secret anew after its credentials were refused', async () => {
    const asked: unknown[] = [];
    const { client, clock } = aClient([OK], {
      tokens: [anError(401), aToken('token-1')],
      credentials: async (maxAge?: unknown) => {
        asked.push(maxAge);
        return ours();
      },
    });
    await client.prepare();
    clock.moveTo(plus(NOON, seconds(5)));
    expect(await client.send(aPost())).toEqual({ kind: 'done' });
    expect(asked).toEqual([undefined, durationMs(0)]);
  });
});
