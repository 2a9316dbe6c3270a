import { describe, expect, it } from 'vitest';
import { epochMs } from '#shared/domain/time.ts';
import { CONTEXT, httpEvent } from '#test/unit/lambdas/fakes.ts';
import {
  anIngest,
  many,
  NOON,
  observed,
  one,
  refused,
  throttled,
} from '#test/unit/lambdas/ingest/ingest-fakes.ts';

const LIMIT = 716_800;

async function answerTo(ingest: ReturnType<typeof anIngest>, event = httpEvent({ body: '{}' })) {
  const { statusCode, headers, body } = await ingest.handler(event, CONTEXT);
  return { status: statusCode, headers, json: JSON.parse(body ?? '') };
}

describe('one notification', () => {
  it('is answered with what was recorded, and the next look as an ISO instant', async () => {
    const nextLook = { at: epochMs(NOON + 1), why: 'scheduled' } as const;
    const ingest = anIngest({
      record: async ({ conversationId }) => ({ outcome: 'recorded', conversationId, nextLook }),
    });
    const { status, headers, json } = await answerTo(ingest);
    expect(status).toBe(200);
    expect(headers).toEqual({ 'content-type': 'application/json' });
    expect(json).toEqual({
      outcome: 'recorded',
      conversationId: 'c-1',
      nextLook: { at: '2026-09-01T12:00:00.001Z', why: 'scheduled' },
    });
    expect(ingest.telemetry.counts).toEqual({ 'notifications.recorded': 1 });
    expect(ingest.telemetry.lines).toEqual([
      {
        event: 'notification.recorded',
        fields: {
          conversationId: 'c-1',
          nextLookAt: '2026-09-01T12:00:00.001Z',
          nextLookWhy: 'scheduled',
          elements: 1,
          milliseconds: 0,
        },
      },
    ]);
  });

  it.each(['recorded', 'duplicate', 'stale'] as const)('is answered 200 where it is %s', async (outcome) => {
    const ingest = anIngest({ record: async ({ conversationId }) => ({ outcome, conversationId }) });
    expect(await answerTo(ingest)).toMatchObject({ status: 200, json: { outcome, conversationId: 'c-1' } });
    expect(ingest.telemetry.counts).toEqual({ [`notifications.${outcome}`]: 1 });
  });

  it('is answered 200 and not recorded where it says nothing of callbacks', async () => {
    const ingest = anIngest({ parse: () => one({ kind: 'ignored', because: 'control-message' }) });
    expect(await answerTo(ingest)).toMatchObject({ status: 200, json: { outcome: 'ignored' } });
    expect(ingest.recorded).toEqual([]);
    expect(ingest.telemetry.counts).toEqual({ 'notifications.ignored': 1 });
  });

  it('names the conversation of what it ignores, where one is known', async () => {
    const ingest = anIngest({
      parse: () => one({ kind: 'ignored', because: 'other-media', conversationId: 'c-9' }),
    });
    const { json } = await answerTo(ingest);
    expect(json).toEqual({ outcome: 'ignored', conversationId: 'c-9' });
  });

  it('counts the values that Genesys added since', async () => {
    const ingest = anIngest({ parse: () => ({ ...one(observed('c-1')), unknownValues: 3 }) });
    await answerTo(ingest);
    expect(ingest.telemetry.counts).toEqual({ 'values.unknown': 3, 'notifications.recorded': 1 });
  });

  it('may begin with a byte order mark', async () => {
    const ingest = anIngest();
    expect((await answerTo(ingest, httpEvent({ body: '\uFEFF{}' }))).status).toBe(200);
    expect(ingest.parsed[0]?.text).toBe('{}');
  });

  it('takes the conversation of a single leg from the path', async () => {
    const ingest = anIngest();
    const path = '/conversations/c-7/callbacks';
    await answerTo(
      ingest,
      httpEvent({ path, body: '{"id":"leg"}', pathParameters: { conversationId: 'c-7' } }),
    );
    expect(ingest.parsed).toEqual([{ text: '{"id":"leg"}', conversationId: 'c-7' }]);
  });

  it('takes it from the path without API Gateway’s parameters and under a named stage, too', async () => {
    const ingest = anIngest();
    await answerTo(
      ingest,
      httpEvent({ path: '/test/conversations/c-7/callbacks', stage: 'test', body: '{}' }),
    );
    expect(ingest.parsed).toEqual([{ text: '{}', conversationId: 'c-7' }]);
  });

  it('knows no conversation from the path of notifications', async () => {
    const ingest = anIngest();
    await answerTo(ingest);
    expect(ingest.parsed).toEqual([{ text: '{}', conversationId: undefined }]);
  });
});

describe('a refused body', () => {
  it.each(['not-json', 'not-an-object', 'too-deep', 'invalid', 'no-conversation-id'] as const)(
    'is answered 400 as a problem where it is %s, and kept',
    async (reason) => {
      const ingest = anIngest({ parse: () => one(refused(reason)) });
      const { status, headers, json } = await answerTo(ingest, httpEvent({ body: 'the body' }));
      expect(status).toBe(400);
      expect(headers).toEqual({ 'content-type': 'application/problem+json' });
      expect(json).toEqual({
        type: `urn:callback-automation:problem:${reason}`,
        title: expect.any(String),
        status: 400,
        reason,
        issues: [{ path: 'participants.0.id', expected: 'string' }],
      });
      expect(ingest.kept).toEqual([{ body: 'the body' }]);
      expect(ingest.telemetry.counts).toEqual({ 'notifications.refused': 1 });
      expect(ingest.telemetry.lines[0]).toEqual({
        event: 'notification.refused',
        fields: { reason, elements: 1, refused: 1, issues: 1, expected: 'participants.0.id: string' },
      });
    },
  );

  it('names at most 20 issues', async () => {
    const issues = Array.from({ length: 21 }, (_, index) => ({ path: `p${index}`, expected: 'string' }));
    const { json } = await answerTo(anIngest({ parse: () => one(refused('invalid', issues)) }));
    expect(json.issues).toEqual(issues.slice(0, 20));
  });

  it.each(['{"id": 7}', '[{"id":7}]', 'no JSON'])(
    'is kept as it was sent, the conversation of its path beside it: %s',
    async (body) => {
      const ingest = anIngest({ parse: () => one(refused('invalid')) });
      await answerTo(ingest, httpEvent({ path: '/conversations/c-7/callbacks', body }));
      expect(ingest.kept).toEqual([{ body, conversationId: 'c-7' }]);
    },
  );

  it('is logged with at most 5 of its issues', async () => {
    const issues = Array.from({ length: 6 }, (_, index) => ({
      path: index ? `p${index}` : '',
      expected: 'x',
    }));
    const ingest = anIngest({ parse: () => one(refused('invalid', issues)) });
    await answerTo(ingest);
    expect(ingest.telemetry.lines[0]?.fields).toMatchObject({
      issues: 6,
      expected: '(body): x; p1: x; p2: x; p3: x; p4: x',
    });
  });

  it('is answered 503 where it could not be kept, because a 400 would lose it', async () => {
    const ingest = anIngest({ parse: () => one(refused('invalid')), quarantine: { keep: throttled } });
    const { status, headers } = await answerTo(ingest);
    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'retry-after': '5' });
    expect(ingest.telemetry.counts).toEqual({ 'notifications.failed': 1 });
  });
});

describe('an array', () => {
  it('is answered with an array in its order, refused elements among them, and kept whole', async () => {
    const ingest = anIngest({
      parse: () =>
        many(
          observed('c-1'),
          refused('invalid'),
          { kind: 'ignored', because: 'other-media' },
          observed('c-2'),
        ),
    });
    const { status, json } = await answerTo(ingest, httpEvent({ body: '[the array]' }));
    expect(status).toBe(200);
    expect(json).toEqual([
      { outcome: 'recorded', conversationId: 'c-1' },
      {
        outcome: 'refused',
        problem: {
          type: 'urn:callback-automation:problem:invalid',
          title: 'The body does not fit its schema',
          status: 400,
          reason: 'invalid',
          issues: [{ path: 'participants.0.id', expected: 'string' }],
        },
      },
      { outcome: 'ignored' },
      { outcome: 'recorded', conversationId: 'c-2' },
    ]);
    expect(ingest.kept).toEqual([{ body: '[the array]' }]);
    expect(ingest.telemetry.counts).toEqual({
      'notifications.recorded': 2,
      'notifications.ignored': 1,
      'notifications.refused': 1,
    });
  });

  it('of one element is still answered with an array', async () => {
    expect((await answerTo(anIngest({ parse: () => many(observed('c-1')) }))).json).toEqual([
      { outcome: 'recorded', conversationId: 'c-1' },
    ]);
  });

  it('without elements is answered with an empty array', async () => {
    const ingest = anIngest({ parse: () => many() });
    expect(await answerTo(ingest)).toMatchObject({ status: 200, json: [] });
    expect(ingest.kept).toEqual([]);
  });

  it('of nothing but refused elements is answered 400, each path after its element’s place', async () => {
    const nameless = [{ path: '', expected: 'Object' }];
    const ingest = anIngest({ parse: () => many(refused('invalid'), refused('not-an-object', nameless)) });
    const { status, json } = await answerTo(ingest);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      reason: 'all-refused',
      issues: [
        { path: '0.participants.0.id', expected: 'string' },
        { path: '1', expected: 'Object' },
      ],
    });
    expect(ingest.kept).toHaveLength(1);
    expect(ingest.telemetry.counts).toEqual({ 'notifications.refused': 2 });
    expect(ingest.telemetry.lines[0]).toEqual({
      event: 'notification.refused',
      fields: {
        reason: 'invalid, not-an-object',
        elements: 2,
        refused: 2,
        issues: 2,
        expected: '0.participants.0.id: string; 1: Object',
      },
    });
  });

  it('is answered 503 whole where one element fails, after the others were recorded', async () => {
    const recorded: string[] = [];
    const ingest = anIngest({
      parse: () => many(observed('c-1'), observed('c-2'), refused('invalid')),
      record: async ({ conversationId }) => {
        if (conversationId === 'c-1') return throttled();
        recorded.push(conversationId);
        return { outcome: 'recorded', conversationId };
      },
    });
    const { status } = await answerTo(ingest);
    expect(status).toBe(503);
    expect(recorded).toEqual(['c-2']);
    expect(ingest.kept).toEqual([]);
    expect(ingest.telemetry.counts).toEqual({ 'notifications.recorded': 1, 'notifications.failed': 1 });
  });

  it('records one conversation’s elements one after another, in order, and different ones side by side', async () => {
    const steps: string[] = [];
    const gates = { first: Promise.withResolvers<void>(), other: Promise.withResolvers<void>() };
    const ingest = anIngest({
      parse: () => many(observed('c-1', 'first'), observed('c-1', 'second'), observed('c-2', 'other')),
      record: async ({ conversationId, fingerprint }) => {
        steps.push(`${fingerprint} begins`);
        if (fingerprint === 'other') gates.first.resolve();
        if (fingerprint === 'first') await gates.first.promise;
        steps.push(`${fingerprint} ends`);
        return { outcome: 'recorded', conversationId };
      },
    });
    await answerTo(ingest);
    expect(steps).toEqual([
      'first begins',
      'other begins',
      'other ends',
      'first ends',
      'second begins',
      'second ends',
    ]);
  });

  it('records nothing behind a failure of the same conversation, so that the repetition keeps the order', async () => {
    const tried: string[] = [];
    const ingest = anIngest({
      parse: () => many(observed('c-1', 'first'), observed('c-1', 'second')),
      record: async ({ fingerprint }) => {
        tried.push(fingerprint);
        return throttled();
      },
    });
    expect((await answerTo(ingest)).status).toBe(503);
    expect(tried).toEqual(['first']);
  });
});

describe('who may send', () => {
  it('is answered 401 without any detail, and nothing is parsed or kept', async () => {
    const ingest = anIngest({ authenticate: async () => 'refused' });
    const { status, json } = await answerTo(ingest);
    expect(status).toBe(401);
    expect(json).toEqual({
      type: 'urn:callback-automation:problem:unauthenticated',
      title: 'Not authenticated',
      status: 401,
      reason: 'unauthenticated',
    });
    expect(ingest.parsed).toEqual([]);
    expect(ingest.kept).toEqual([]);
    expect(ingest.telemetry.counts).toEqual({ 'notifications.unauthenticated': 1 });
    expect(ingest.telemetry.lines).toEqual([
      { event: 'request.refused', fields: { reason: 'unauthenticated', status: 401 } },
    ]);
  });

  it('is answered 503 where the secrets are out of reach', async () => {
    const ingest = anIngest({ authenticate: throttled });
    const { status, headers, json } = await answerTo(ingest);
    expect(status).toBe(503);
    expect(headers).toEqual({ 'content-type': 'application/problem+json', 'retry-after': '5' });
    expect(json).toMatchObject({ reason: 'unavailable', status: 503 });
    expect(ingest.parsed).toEqual([]);
    expect(ingest.telemetry.lines).toEqual([
      { event: 'request.failed', fields: { error: 'ThrottlingException' } },
    ]);
  });

  it('is decided on the bytes that were sent', async () => {
    const seen: unknown[] = [];
    const ingest = anIngest({
      authenticate: async (request) => {
        seen.push(request);
        return 'authenticated';
      },
    });
    const sent = '{"name" : "Zoë"}\n';
    const headers = { 'x-api-key': 'key' };
    await answerTo(ingest, httpEvent({ body: sent, headers }));
    const body = Buffer.from(sent).toString('base64');
    await answerTo(ingest, httpEvent({ body, headers, isBase64Encoded: true }));
    expect(seen).toEqual([
      { headers, body: sent },
      { headers, body: sent },
    ]);
    expect(ingest.parsed.map(({ text }) => text)).toEqual([sent, sent]);
  });
});

describe('the size of a body', () => {
  it.each([
    { bytes: LIMIT, status: 200 },
    { bytes: LIMIT + 1, status: 413 },
  ])('of $bytes bytes is answered $status', async ({ bytes, status }) => {
    const plain = anIngest();
    expect((await answerTo(plain, httpEvent({ body: ' '.repeat(bytes) }))).status).toBe(status);
    const encoded = anIngest();
    const body = Buffer.alloc(bytes, 32).toString('base64');
    expect((await answerTo(encoded, httpEvent({ body, isBase64Encoded: true }))).status).toBe(status);
  });

  it('is counted in bytes, not in characters', async () => {
    const { status, json } = await answerTo(anIngest(), httpEvent({ body: 'é'.repeat(LIMIT / 2 + 1) }));
    expect(status).toBe(413);
    expect(json).toMatchObject({ reason: 'too-large', status: 413 });
  });

  it('is looked at before anything else', async () => {
    const ingest = anIngest({ authenticate: throttled });
    expect((await answerTo(ingest, httpEvent({ body: ' '.repeat(LIMIT + 1) }))).status).toBe(413);
    expect(ingest.telemetry.counts).toEqual({ 'notifications.refused': 1 });
  });

  it('may be nothing at all', async () => {
    const ingest = anIngest({ parse: () => one(refused('not-json')) });
    expect((await answerTo(ingest, httpEvent())).status).toBe(400);
    expect(ingest.parsed[0]?.text).toBe('');
  });
});

describe('other requests', () => {
  it.each([
    { path: '/', why: 'an unknown path' },
    { path: '/notifications/', why: 'a path that only looks like one' },
    { path: `/conversations/${'c'.repeat(129)}/callbacks`, why: 'an id that is none' },
  ])('are answered 404 on $why', async ({ path }) => {
    const { status, headers, json } = await answerTo(anIngest(), httpEvent({ path, body: '{}' }));
    expect(status).toBe(404);
    expect(headers).toEqual({ 'content-type': 'application/problem+json' });
    expect(json).toMatchObject({ reason: 'not-found', status: 404 });
  });

  it.each([
    { method: 'GET', path: '/notifications', allow: 'POST' },
    { method: 'PUT', path: '/conversations/c-1/callbacks', allow: 'POST' },
    { method: 'DELETE', path: '/conversations/c-1', allow: 'GET' },
  ])('are answered 405 for $method $path', async ({ method, path, allow }) => {
    const { status, headers, json } = await answerTo(anIngest(), httpEvent({ method, path }));
    expect(status).toBe(405);
    expect(headers).toEqual({ 'content-type': 'application/problem+json', allow });
    expect(json).toMatchObject({ reason: 'method-not-allowed' });
  });

  it('are answered 404 where another function serves them', async () => {
    const event = httpEvent({ method: 'GET', path: '/conversations/c-1' });
    expect((await answerTo(anIngest(), event)).status).toBe(404);
  });
});

it('answers 503 before Lambda would cut it off', async () => {
  const ingest = anIngest({ record: () => new Promise(() => undefined) });
  const context = { ...CONTEXT, getRemainingTimeInMillis: () => 260 };
  const { statusCode, headers } = await ingest.handler(httpEvent({ body: '{}' }), context);
  expect(statusCode).toBe(503);
  expect(headers).toMatchObject({ 'retry-after': '5' });
});
