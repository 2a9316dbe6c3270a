import { describe, expect, it } from 'vitest';
import { createHandler, type OperatorDeps } from '#lambdas/operator/handler.ts';
import { type Conversation, emptyConversation } from '#shared/domain/conversation.ts';
import { epochMs } from '#shared/domain/time.ts';
import { CONTEXT, httpEvent, rememberingTelemetry } from '#test/unit/lambdas/fakes.ts';

const NOON = epochMs(Date.UTC(2026, 8, 1, 12));
const NUMBER = '+4915112345678';
const KEY = '2026-09-01T12:00:00.000Z';
const SINCE = epochMs(NOON + 30_500);
const A_DECISION = { callbackKey: KEY, unknownSince: '2026-09-01T12:00:30.500Z', decision: 'placed' };

const aConversation: Conversation = {
  ...emptyConversation('c-1', NOON),
  customerLegs: {
    order: { stampedAt: NOON, fingerprint: 'fingerprint', arrivedAt: NOON },
    value: [{ participantId: 'p-1', purpose: 'customer', scheduledFor: NOON, number: NUMBER }],
  },
};

type Decide = OperatorDeps['decideUnknown'];
type Request = Parameters<typeof httpEvent>[0];

const PATH = '/conversations/c-1/decisions';
const whole: Decide = async () => ({ kind: 'decided', conversation: aConversation });

async function decide(body: unknown, answer: Decide = whole, request: Request = {}) {
  const telemetry = rememberingTelemetry();
  const asked: unknown[] = [];
  const decideUnknown: Decide = (...question) => {
    asked.push(question);
    return answer(...question);
  };
  const handler = createHandler({ decideUnknown, telemetry });
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const event = httpEvent({ path: PATH, body: text, ...request });
  const answered = await handler(event, CONTEXT);
  return {
    status: answered.statusCode,
    headers: answered.headers,
    json: JSON.parse(answered.body ?? ''),
    telemetry,
    asked,
  };
}

const ALL_MISSING = ['callbackKey', 'unknownSince', 'decision'].map((path) => {
  return { path, expected: 'a value, but it is missing' };
});

describe('a decision', () => {
  it.each(['placed', 'place-again', 'give-up'])(
    '%s is taken, logged by ids, and answered with the report',
    async (decision) => {
      const { status, headers, json, asked, telemetry } = await decide({ ...A_DECISION, decision });
      expect(asked).toEqual([['c-1', { callbackKey: KEY, unknownSince: SINCE, decision }]]);
      expect(status).toBe(200);
      expect(headers).toEqual({ 'content-type': 'application/json', 'cache-control': 'no-store' });
      expect(json).toMatchObject({ conversationId: 'c-1', callbacks: [{ key: KEY }] });
      expect(telemetry.lines).toEqual([
        { event: 'decision.taken', fields: { conversationId: 'c-1', callbackKey: KEY, decision } },
      ]);
      expect(JSON.stringify([json, telemetry.lines])).not.toContain(NUMBER.slice(1));
    },
  );

  it('is read where the gateway hands it over in base64', async () => {
    const body = Buffer.from(JSON.stringify(A_DECISION)).toString('base64');
    const { status, asked } = await decide(body, whole, { isBase64Encoded: true });
    expect([status, asked]).toEqual([200, [['c-1', { ...A_DECISION, unknownSince: SINCE }]]]);
  });

  it.each([
    ['a conversation that nobody knows', { kind: 'no-conversation' }, 404, 'unknown-conversation'],
    ['a callback that nobody knows', { kind: 'no-callback' }, 404, 'unknown-callback'],
    ['an earlier doubt', { kind: 'another-doubt' }, 409, 'another-doubt'],
    ['a callback whose outcome is known', { kind: 'not-unknown', state: 'placed' }, 409, 'not-undecided'],
  ] as const)('on %s is a problem, and is not logged as taken', async (_, answer, status, reason) => {
    const decided = await decide(A_DECISION, async () => answer);
    expect(decided.status).toBe(status);
    expect(decided.headers).toEqual({ 'content-type': 'application/problem+json' });
    expect(decided.json).toMatchObject({ status, reason });
    expect(decided.telemetry.lines).toEqual([{ event: 'request.refused', fields: { reason, status } }]);
  });

  it.each([
    ['that is not JSON', '{"callbackKey":', 'not-json', undefined],
    ['that is empty', '', 'not-json', undefined],
    ['that is a word', '"placed"', 'invalid', [{ path: '', expected: 'Object' }]],
    ['that is a list', [A_DECISION], 'invalid', ALL_MISSING],
    ['without anything', {}, 'invalid', ALL_MISSING],
    [
      'with an empty key',
      { ...A_DECISION, callbackKey: '' },
      'invalid',
      [
        {
          path: 'callbackKey',
          expected: 'the key of a callback, as the report of the conversation tells it',
        },
      ],
    ],
    [
      'on a doubt since whenever',
      { ...A_DECISION, unknownSince: 'noon' },
      'invalid',
      [
        {
          path: 'unknownSince',
          expected: "the placement's unknownSince, as the report of the conversation tells it",
        },
      ],
    ],
    [
      'with a word that is none of the three',
      { ...A_DECISION, decision: 'again' },
      'invalid',
      [{ path: 'decision', expected: 'one of placed, place-again, give-up' }],
    ],
    [
      'with a key too many',
      { ...A_DECISION, [NUMBER]: true },
      'invalid',
      [{ path: '', expected: 'callbackKey, unknownSince and decision, and no other key' }],
    ],
  ])('%s is refused, and nothing is decided', async (_, body, reason, issues) => {
    const { status, json, asked } = await decide(body);
    expect([status, asked]).toEqual([400, []]);
    expect(json).toMatchObject({ reason });
    expect(json.issues).toEqual(issues);
  });

  it('of which a value is wrong is refused without quoting it', async () => {
    const { json, telemetry } = await decide({
      callbackKey: [NUMBER],
      unknownSince: NUMBER,
      decision: NUMBER,
    });
    expect(json.issues).toHaveLength(3);
    expect(JSON.stringify([json, telemetry.lines])).not.toContain(NUMBER.slice(1));
  });

  it('is not asked for, but made', async () => {
    const { status, headers, asked } = await decide(A_DECISION, whole, { method: 'GET' });
    expect([status, asked]).toEqual([405, []]);
    expect(headers).toMatchObject({ allow: 'POST' });
  });

  it('of 700 KiB and more is refused', async () => {
    const { status, json } = await decide({ ...A_DECISION, callbackKey: 'k'.repeat(700 * 1024) });
    expect([status, json.reason]).toEqual([413, 'too-large']);
  });

  it('is answered 503 where the table is out of reach', async () => {
    const { status, headers, telemetry } = await decide(A_DECISION, async () => {
      throw new RangeError('not for a log');
    });
    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'retry-after': '5' });
    expect(telemetry.counts).toEqual({ 'decisions.failed': 1 });
    expect(telemetry.lines).toEqual([{ event: 'request.failed', fields: { error: 'RangeError' } }]);
  });
});
