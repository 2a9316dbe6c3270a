import { describe, expect, it } from 'vitest';
import { AGENT_ID, CONTACT_LIST, CUSTOMER_FIRST_QUEUE } from '#local/genesys/defaults.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { ErrorBodySchema } from '#shared/genesys/schemas/error-body.ts';
import { fits } from '#shared/genesys/schemas/fits.ts';
import { aFake, json } from '#test/unit/local/genesys/a-fake.ts';

const UUID = /^[0-9a-f-]{36}$/;
const NUMBER = '+13175550142';
const immediate = { queueId: CUSTOMER_FIRST_QUEUE.id, callbackNumbers: [NUMBER] };

describe('a token', () => {
  it('is given to known client credentials, for a day', async () => {
    const response = await aFake().token();
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/\S{20,}/),
      token_type: 'bearer',
      expires_in: 86_399,
    });
  });

  it.each([
    ['a wrong secret', ['x', 'y'], 401, 'invalid_client'],
    ['another grant', [undefined, undefined, 'password'], 400, 'unsupported_grant_type'],
  ] as const)('is refused for %s', async (_, [id, secret, grant], status, error) => {
    const response = await aFake().token(id, secret, grant);
    expect([response.status, (await json(response)).error]).toEqual([status, error]);
  });

  it('is no longer taken once it has expired', async () => {
    const fake = aFake({ settings: { tokenSeconds: 60 } });
    const id = fake.control.createCallback();
    expect((await fake.api('GET', `conversations/${id}`)).status).toBe(200);
    fake.pass(59);
    expect((await fake.api('GET', `conversations/${id}`)).status).toBe(200);
    fake.pass(1);
    expect((await fake.api('GET', `conversations/${id}`)).status).toBe(401);
  });
});

describe('errors', () => {
  it.each([
    ['GET', 'conversations/unknown', undefined, 404, 'not.found'],
    ['PATCH', 'conversations/callbacks/unknown', { state: 'disconnected' }, 404, 'not.found'],
    ['POST', 'outbound/contactlists/unknown/contacts', [{ data: { Phone: NUMBER } }], 404, 'not.found'],
    ['POST', `outbound/contactlists/${CONTACT_LIST.id}/contacts`, [{ data: {} }], 400, 'invalid.value'],
    ['POST', 'conversations/calls/x', { callNumber: NUMBER }, 400, 'not.a.user'],
    ['DELETE', 'conversations/x', undefined, 405, 'method.not.allowed'],
    ['GET', 'users/me', undefined, 404, 'not.found'],
    ['POST', 'conversations/callbacks', { callbackNumbers: 'x' }, 400, 'bad.request'],
    ['POST', 'conversations/callbacks', { queueId: 'x' }, 400, 'callback.error.missing.callback.numbers'],
    [
      'POST',
      'conversations/callbacks',
      { callbackNumbers: [NUMBER] },
      400,
      'callback.error.missing.queue.id',
    ],
    ['POST', 'conversations/callbacks', { ...immediate, queueId: 'x' }, 404, 'not.found'],
    [
      'POST',
      'conversations/callbacks',
      { ...immediate, callbackNumbers: ['317'], validateCallbackNumbers: true },
      400,
      'invalid.value',
    ],
    [
      'POST',
      'conversations/callbacks',
      { ...immediate, callbackScheduledTime: '2027-09-01T12:00:00.000Z' },
      400,
      'callback.error.scheduled.time.too.far.in.future',
    ],
  ])('%s %s %o is answered %i %s', async (method, path, body, status, code) => {
    const answer = await aFake().api(method, path, body);
    const error = await json(answer);
    expect([answer.status, error.status, error.code]).toEqual([status, status, code]);
    expect(error.contextId).toMatch(UUID);
    expect(fits(ErrorBodySchema, error)).toBe(true);
  });

  it('401 is the answer to a token that nobody gave out', async () => {
    expect((await aFake().api('GET', 'conversations/x', undefined, { as: 'made-up' })).status).toBe(401);
  });

  it('429 with Retry-After is the answer to more than 300 requests within 60 s', async () => {
    const fake = aFake();
    const id = fake.control.createCallback();
    const get = () => fake.api('GET', `conversations/${id}`);
    for (let request = 0; request < 300; request += 1) expect((await get()).status).toBe(200);
    fake.pass(45);
    const throttled = await get();
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '15']);
    expect(await throttled.json()).toMatchObject({
      code: 'too.many.requests',
      limit: { key: 'client.credentials.token.rate.per.minute', value: 300 },
    });
    fake.pass(15);
    expect((await get()).status).toBe(200);
  });
});

describe('a callback that is created by request', () => {
  it('in a CustomerFirst queue has Genesys dial, once, with the placement key known', async () => {
    const fake = aFake();
    const data = { callbackAutomationPlacementKey: 'old-conversation_123', other: 'x' };
    const answer = await json(
      fake.api('POST', 'conversations/callbacks', { ...immediate, callbackUserName: 'Robin', data }),
    );
    const { id } = answer.conversation;
    expect(answer).toEqual({
      conversation: { id: expect.stringMatching(UUID), selfUri: `/api/v2/conversations/${id}` },
      callbackIdentifiers: [
        { type: 'EXTERNAL', id: expect.stringMatching(UUID) },
        { type: 'ACD', id: expect.stringMatching(UUID) },
      ],
    });
    const conversation = async () => json(fake.api('GET', `conversations/${id}`));
    expect((await conversation()).participants[0]).toMatchObject({ attributes: data, calls: [] });
    expect(fake.control.calls()).toEqual([]);
    fake.pass(1);
    expect(fake.control.calls()).toEqual([
      expect.objectContaining({
        conversationId: id,
        originalConversationId: 'old-conversation',
        placementKey: 'old-conversation_123',
        number: NUMBER,
        by: 'customer-first',
      }),
    ]);
    const [call] = (await conversation()).participants[0].calls;
    expect(call).toMatchObject({ state: 'dialing', direction: 'outbound', segments: [{ type: 'Dial' }] });
    fake.pass(1);
    expect((await conversation()).participants[0].calls).toMatchObject([{ state: 'connected' }]);
    expect(fits(ConversationSchema, await conversation())).toBe(true);
    fake.pass(60);
    expect(fake.control.calls()).toHaveLength(1);
  });

  it('is over when nobody answers', async () => {
    const fake = aFake({ settings: { answers: false } });
    const { conversation } = await json(fake.api('POST', 'conversations/callbacks', immediate));
    fake.pass(2);
    expect(await json(fake.api('GET', `conversations/${conversation.id}`))).toMatchObject({
      endTime: '2026-09-01T12:00:02.000Z',
      participants: [
        {
          callbacks: [{ state: 'disconnected' }],
          calls: [{ state: 'disconnected', disconnectType: 'timeout' }],
        },
        { callbacks: [{ state: 'disconnected' }] },
      ],
    });
  });

  it('a second time is a second callback', async () => {
    const fake = aFake();
    await fake.api('POST', 'conversations/callbacks', immediate);
    await fake.api('POST', 'conversations/callbacks', immediate);
    fake.pass(2);
    expect(fake.control.calls()).toHaveLength(2);
  });

  it('is not dialled once it is disconnected, which can be asked for again', async () => {
    const fake = aFake();
    const { conversation } = await json(fake.api('POST', 'conversations/callbacks', immediate));
    for (const _ of [1, 2]) {
      const answer = await fake.api('PATCH', `conversations/callbacks/${conversation.id}`, {
        state: 'disconnected',
      });
      expect(await json(answer)).toMatchObject({
        participants: [{ callbacks: [{ state: 'disconnected' }] }, {}],
      });
    }
    fake.pass(60);
    expect(fake.control.calls()).toEqual([]);
  });
});

describe('PATCH /conversations/callbacks', () => {
  it('moves a callback within its conversation', async () => {
    const fake = aFake();
    const id = fake.control.createCallback({ inSeconds: 60 });
    const callbackScheduledTime = '2026-09-01T12:05:00.000Z';
    const body = { conversationId: id, agentId: AGENT_ID, callbackScheduledTime };
    expect((await fake.api('PATCH', 'conversations/callbacks', body)).status).toBe(200);
    fake.pass(120);
    const leg = async () => (await json(fake.api('GET', `conversations/${id}`))).participants[0].callbacks[0];
    expect(await leg()).toMatchObject({ state: 'scheduled', callbackScheduledTime });
    fake.pass(181);
    expect(await leg()).toMatchObject({ state: 'connected' });
  });
});
