import { describe, expect, it } from 'vitest';
import { createHandler, type QueryDeps } from '#lambdas/query/handler.ts';
import { type Conversation, emptyConversation } from '#shared/domain/conversation.ts';
import { epochMs } from '#shared/domain/time.ts';
import { CONTEXT, httpEvent, rememberingTelemetry } from '#test/unit/lambdas/fakes.ts';

const NOON = epochMs(Date.UTC(2026, 8, 1, 12));
const NUMBER = '+4915112345678';
const NAME = 'Erika Mustermann';

const aConversation: Conversation = {
  ...emptyConversation('c-1', NOON),
  customerLegs: {
    order: { stampedAt: NOON, fingerprint: 'fingerprint', arrivedAt: NOON },
    value: [
      {
        participantId: 'p-1',
        purpose: 'customer',
        state: 'scheduled',
        scheduledFor: NOON,
        number: NUMBER,
        name: NAME,
      },
    ],
  },
};

async function ask(path: string, load: QueryDeps['store']['load'], method = 'GET') {
  const telemetry = rememberingTelemetry();
  const handler = createHandler({ store: { load }, telemetry });
  const { statusCode, headers, body } = await handler(httpEvent({ method, path }), CONTEXT);
  return { status: statusCode, headers, body: body ?? '', telemetry };
}

describe('a question for a conversation', () => {
  it('is answered with its report, which nobody may keep', async () => {
    const { status, headers, body } = await ask('/conversations/c-1', async () => aConversation);
    expect(status).toBe(200);
    expect(headers).toEqual({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expect(JSON.parse(body)).toEqual({
      conversationId: 'c-1',
      legs: [
        {
          participantId: 'p-1',
          purpose: 'customer',
          state: 'scheduled',
          scheduledFor: '2026-09-01T12:00:00.000Z',
        },
      ],
      calls: [],
      nextLook: { at: '2026-09-01T12:00:00.000Z', why: 'scheduled' },
      callbacks: [{ key: '2026-09-01T12:00:00.000Z', due: '2026-09-01T12:00:00.000Z', outcomes: [] }],
    });
  });

  it('is answered without the number and the name that are stored', async () => {
    const { body, telemetry } = await ask('/conversations/c-1', async () => aConversation);
    for (const text of [body, JSON.stringify(telemetry.lines)]) {
      expect(text).not.toContain(NUMBER.slice(1));
      expect(text).not.toContain(NAME);
    }
  });

  it('loads the conversation that the path names', async () => {
    const loaded: string[] = [];
    await ask('/conversations/c-7', async (conversationId) => {
      loaded.push(conversationId);
      return undefined;
    });
    expect(loaded).toEqual(['c-7']);
  });

  it('is answered 404 where nothing is known of it', async () => {
    const { status, headers, body } = await ask('/conversations/c-1', async () => undefined);
    expect(status).toBe(404);
    expect(headers).toEqual({ 'content-type': 'application/problem+json' });
    expect(JSON.parse(body)).toMatchObject({ reason: 'unknown-conversation', status: 404 });
    expect(body).not.toContain('c-1');
  });

  it('is answered 404 without asking the table where its id is none', async () => {
    const { status, body } = await ask(`/conversations/${'c'.repeat(129)}`, async () => aConversation);
    expect(status).toBe(404);
    expect(JSON.parse(body)).toMatchObject({ reason: 'not-found' });
  });

  it('is answered 405 where it is none', async () => {
    const { status, headers } = await ask('/conversations/c-1', async () => aConversation, 'PUT');
    expect(status).toBe(405);
    expect(headers).toMatchObject({ allow: 'GET' });
  });

  it('is answered 503 where the table is out of reach', async () => {
    const { status, headers, telemetry } = await ask('/conversations/c-1', async () => {
      throw new RangeError('not for a log');
    });
    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'retry-after': '5' });
    expect(telemetry.counts).toEqual({ 'reports.failed': 1 });
    expect(telemetry.lines).toEqual([{ event: 'request.failed', fields: { error: 'RangeError' } }]);
  });
});
