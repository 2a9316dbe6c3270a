import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQuarantined } from '#shared/adapters/sqs/quarantine.ts';
import { type RunningStack, runStack } from '#test/e2e/running-stack.ts';
import { aSubject, customer, inMs, message, post, quarantined, report } from '#test/e2e/target.ts';

const LIMIT = 700 * 1024;

let stack: RunningStack;
beforeAll(async () => {
  stack = await runStack({ sweepSeconds: 60 });
});
afterAll(() => stack.remove());

const told = (facts: object) => {
  const subject = aSubject();
  return message(subject, [customer(subject, facts)]);
};
/** A good body, filled up with white space to a size in bytes. */
const padded = (size: number) => {
  const body = JSON.stringify(told({ callbackScheduledTime: inMs(3_600_000) }));
  return body + ' '.repeat(size - Buffer.byteLength(body));
};

describe('input that is refused', () => {
  // The last is what must not come up in an answer or a log line, where the body holds something to recognise.
  it.each<[name: string, body: string, reason: string, canary?: string]>([
    ['not JSON', '{"id":"quetzal-0', 'not-json', 'quetzal-0'],
    ['nothing', '', 'not-json'],
    ['null', 'null', 'not-an-object'],
    ['a number', '7', 'not-an-object'],
    ['{}', '{}', 'invalid'],
    ['a wrong type', JSON.stringify(told({ callbackNumbers: 'quetzal-1' })), 'invalid', 'quetzal-1'],
    [
      'a negative timeoutSeconds',
      JSON.stringify(told({ timeoutSeconds: -9182736455 })),
      'invalid',
      '9182736455',
    ],
    ['a huge timeoutSeconds', JSON.stringify(told({ timeoutSeconds: 2 ** 31 })), 'invalid', '2147483648'],
    [
      'a date that is not on the calendar',
      JSON.stringify(told({ callbackScheduledTime: '2026-02-30T00:00:00.000Z' })),
      'invalid',
      '2026-02-30',
    ],
    ['a depth bomb', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'too-deep'],
    [
      'a depth bomb in a field',
      `{"id":"x","participants":[{"attributes":${'{"a":'.repeat(70)}1${'}'.repeat(70)}}]}`,
      'too-deep',
    ],
    ['an array of nothing but bad elements', '[null,{}]', 'all-refused'],
    [
      'an id that no id looks like',
      JSON.stringify({
        ...told({}),
        eventBody: { id: `quetzal-2${'x'.repeat(5000)}`, participants: [customer(aSubject())] },
      }),
      'invalid',
      'quetzal-2',
    ],
  ])('%s is answered 400, kept in quarantine, and never quoted', async (_, body, reason, canary) => {
    const answer = await post(stack, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.json).toMatchObject({ status: 400, reason });
    if (canary !== undefined) expect(answer.text + stack.log()).not.toContain(canary);
    const bodies = (await quarantined(stack)).map(({ Body = '' }) => readQuarantined(Body).body);
    expect(bodies).toContain(body);
  });

  it('700 KiB pass, and 1 byte more is answered 413', async () => {
    expect((await post(stack, padded(LIMIT))).status).toBe(200);
    const answer = await post(stack, padded(LIMIT + 1));
    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['GET', '/notifications', 405],
    ['POST', '/nowhere', 404],
  ])('%s %s is answered %i', async (method, path, status) => {
    const response = await fetch(`${stack.url}${path}`, { method, headers: { 'x-api-key': stack.apiKey } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('input that passes', () => {
  it('__proto__ keys change nothing', async () => {
    const body = JSON.stringify(told({ callbackScheduledTime: inMs(3_600_000) })).replace(
      '{',
      '{"__proto__":{"polluted":true},',
    );
    expect((await post(stack, body)).json.outcome).toBe('recorded');
  });

  it('of duplicate keys the last wins', async () => {
    const subject = aSubject();
    const [first, last] = [inMs(3_600_000), inMs(7_200_000)];
    const body = JSON.stringify(message(subject, [customer(subject, { callbackScheduledTime: first })]));
    const doubled = body.replace(
      `"callbackScheduledTime":"${first}"`,
      `"callbackScheduledTime":"${first}","callbackScheduledTime":"${last}"`,
    );
    expect((await post(stack, doubled)).json.nextLook.at).toBe(last);
  });

  it('lone surrogates in free text pass', async () => {
    const body = JSON.stringify(
      told({ callbackUserName: 'A\ud800B', callbackScheduledTime: inMs(3_600_000) }),
    );
    expect((await post(stack, body)).json.outcome).toBe('recorded');
  });

  it.each([
    ['an unknown topic', { topicName: 'v2.users.x.presence', eventBody: { source: 'PURECLOUD' } }],
    ['a heartbeat', { topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } }],
    ['a system message', { topicName: 'v2.system.socket_closing', eventBody: { message: 'closing' } }],
  ])('%s is ignored', async (_, body) => {
    const answer = await post(stack, body);
    expect([answer.status, answer.json.outcome]).toEqual([200, 'ignored']);
  });

  it('the good elements of an array are recorded, the bad one is refused in its place', async () => {
    const [first, third] = [aSubject(), aSubject()];
    const facts = { callbackScheduledTime: inMs(3_600_000) };
    const answer = await post(stack, [
      message(first, [customer(first, facts)]),
      message(aSubject(), [customer(aSubject(), { timeoutSeconds: -7777777 })]),
      message(third, [customer(third, facts)]),
    ]);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject([
      { outcome: 'recorded', conversationId: first.conversationId },
      { outcome: 'refused', problem: { reason: 'invalid' } },
      { outcome: 'recorded', conversationId: third.conversationId },
    ]);
    expect(answer.text).not.toContain('7777777');
    expect((await report(stack, third.conversationId)).nextLook?.at).toBe(facts.callbackScheduledTime);
  });

  it('an empty array is answered with one', async () => {
    expect(await post(stack, [])).toMatchObject({ status: 200, json: [] });
  });
});
