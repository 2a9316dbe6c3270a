import { describe, expect, it } from 'vitest';
import { AGENT_ID } from '#local/genesys/defaults.ts';
import { aFake, json } from '#test/unit/local/genesys/a-fake.ts';

function controlled() {
  const fake = aFake();
  const ask = (method: string, path: string, body?: object, type = 'application/json') =>
    fake.fetch(`${fake.base}/_control${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': type } }),
    });
  return { ...fake, ask };
}

describe('the control API', () => {
  it('takes a callback through its life', async () => {
    const { ask, pass } = controlled();
    const wanted = { number: '+13175550142', inSeconds: 10, timeoutSeconds: 5, name: 'Robin' };
    const { conversationId } = await json(ask('POST', '/callbacks', wanted));
    const state = async () =>
      (await json(ask('GET', '/conversations')))[0].participants.map(
        ({ purpose, callbacks: [{ state: one }] }: { purpose: string; callbacks: [{ state: string }] }) =>
          `${purpose} ${one}`,
      );
    expect(await state()).toEqual(['customer scheduled', 'acd scheduled']);
    pass(11);
    expect(await state()).toEqual(['customer connected', 'acd connected']);
    await ask('POST', `/conversations/${conversationId}/agent`, { does: 'alert' });
    await ask('POST', `/conversations/${conversationId}/agent`, { does: 'disconnect' });
    expect(await state()).toEqual(['customer connected', 'acd connected', 'agent disconnected']);
    await ask('POST', `/conversations/${conversationId}/reschedule`, { inSeconds: 60 });
    expect((await state())[0]).toBe('customer scheduled');
    await ask('POST', `/conversations/${conversationId}/cancel`);
    expect((await state())[0]).toBe('customer disconnected');
  });

  it("makes users' tokens, and makes all tokens invalid", async () => {
    const { ask, api } = controlled();
    const { accessToken } = await json(ask('POST', '/tokens', { userId: AGENT_ID }));
    const call = async () =>
      (await api('POST', 'conversations/calls/x', { callNumber: '1' }, { as: accessToken })).status;
    expect(await call()).toBe(404);
    await ask('DELETE', '/tokens');
    expect(await call()).toBe(401);
  });

  it('plans and clears faults, and tells what was asked for', async () => {
    const { ask, api } = controlled();
    const fault = { kind: 'error', status: 503, effect: false };
    await ask('POST', '/faults', { operation: 'get-conversation', fault, times: 2 });
    const get = async () => (await api('GET', 'conversations/x')).status;
    expect(await get()).toBe(503);
    await ask('DELETE', '/faults');
    expect(await get()).toBe(404);
    expect(await json(ask('GET', '/requests'))).toMatchObject([
      { operation: 'token', status: 200 },
      { operation: 'get-conversation', status: 503, fault: 'error' },
      { operation: 'get-conversation', status: 404 },
    ]);
  });

  it('changes settings, and answers all of them', async () => {
    const { ask } = controlled();
    expect(await json(ask('PATCH', '/settings', { answers: false }))).toMatchObject({
      answers: false,
      copies: 1,
    });
  });

  it.each([
    ['an unknown path', 'GET', '/nothing', undefined, 404, 'There is no GET /nothing'],
    ['an unknown conversation', 'POST', '/conversations/x/cancel', undefined, 404, /no such conversation$/],
    ['an unknown queue', 'POST', '/callbacks', { queueId: 'x' }, 404, /no such queue$/],
    ['a field that it does not know', 'POST', '/callbacks', { colour: 'red' }, 400, 'colour: expected never'],
    ['an unknown fault', 'POST', '/faults', { operation: 'token', fault: { kind: 'x' } }, 400, /fault\.kind/],
  ])('says what is wrong with %s', async (_, method, path, body, status, detail) => {
    const answer = await controlled().ask(method, path, body);
    expect([answer.status, (await json(answer)).detail]).toEqual([
      status,
      typeof detail === 'string' ? detail : expect.stringMatching(detail),
    ]);
  });

  it('takes JSON only, which pages of other origins cannot send', async () => {
    expect((await controlled().ask('POST', '/callbacks', {}, 'text/plain')).status).toBe(415);
  });
});
