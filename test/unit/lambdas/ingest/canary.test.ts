/** Sends a phone number and a name through the real parser and the real log, and looks for them on the way out. */
import { describe, expect, it } from 'vitest';
import { createHandler } from '#lambdas/ingest/handler.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { CONTEXT, httpEvent, sqsEvent } from '#test/unit/lambdas/fakes.ts';
import { NOON } from '#test/unit/lambdas/ingest/ingest-fakes.ts';

const NUMBER = '+4915112345678';
const NAME = 'Erika Mustermann';
const KEY = 'key-4711-of-the-sender';
const CONVERSATION = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9';

const aBody = (changes: object = {}) => ({
  id: CONVERSATION,
  participants: [
    {
      id: '11111111-2222-4333-8444-555555555555',
      purpose: 'customer',
      state: 'scheduled',
      callbackNumbers: [NUMBER],
      callbackUserName: NAME,
      callbackScheduledTime: '2026-09-01T15:00:00.000Z',
      ...changes,
    },
  ],
});

const BODIES = {
  recorded: aBody(),
  invalid: aBody({ callbackScheduledTime: NUMBER, state: [NAME] }),
  'of other media': { topicName: 'v2.users.1.conversations.chats', eventBody: { [NUMBER]: NAME } },
  'without conversation': { callbackNumbers: [NUMBER], callbackUserName: NAME, segments: [] },
  'an array of good and bad': [aBody(), aBody({ callbackNumbers: NAME })],
};

const quoting = (): never => {
  throw Object.assign(new Error(`${NAME} ${NUMBER}`, { cause: new Error(NUMBER) }), { code: NUMBER });
};

function aHandler(trouble: 'none' | 'record' | 'quarantine' | 'authenticate') {
  const lines: string[] = [];
  const handler = createHandler({
    parse: parseNotification,
    record: async ({ conversationId }) =>
      trouble === 'record' ? quoting() : { outcome: 'recorded', conversationId },
    authenticate: async () => (trouble === 'authenticate' ? quoting() : 'authenticated'),
    quarantine: { keep: async () => (trouble === 'quarantine' ? quoting() : undefined) },
    telemetry: createTelemetry({ functionName: 'ingest', write: (line) => lines.push(line) }),
    clock: { now: () => NOON, sleep: async () => undefined },
  });
  return { handler, lines };
}

const expectNothingPersonal = (out: string) => {
  for (const secret of [NUMBER.slice(1), NAME, KEY]) expect(out).not.toContain(secret);
};

describe.each(Object.entries(BODIES))('a body that is %s', (_, body) => {
  const text = JSON.stringify(body);

  it.each(['none', 'record', 'quarantine', 'authenticate'] as const)(
    'leaves no number, name or key in an answer or a log line, with trouble: %s',
    async (trouble) => {
      const { handler, lines } = aHandler(trouble);
      const headers = { 'x-api-key': KEY };
      const answer = await handler(httpEvent({ body: text, headers }), CONTEXT);
      const messages = await handler(sqsEvent(text), CONTEXT);
      expect(lines).not.toEqual([]);
      expectNothingPersonal(JSON.stringify([answer, messages, lines]));
    },
  );
});

describe('the bodies above', () => {
  const statusOf = async (body: unknown) => {
    const event = httpEvent({ body: JSON.stringify(body) });
    return (await aHandler('none').handler(event, CONTEXT)).statusCode;
  };

  it('take every way through', async () => {
    expect(await statusOf(BODIES.recorded)).toBe(200);
    expect(await statusOf(BODIES['of other media'])).toBe(200);
    expect(await statusOf(BODIES.invalid)).toBe(400);
    expect(await statusOf(BODIES['without conversation'])).toBe(400);
    expect(await statusOf(BODIES['an array of good and bad'])).toBe(200);
  });

  it('are refused with the path of what is wrong', async () => {
    const event = httpEvent({ body: JSON.stringify(BODIES.invalid) });
    const { body } = await aHandler('none').handler(event, CONTEXT);
    const { issues } = JSON.parse(body ?? '') as { issues: { path: string }[] };
    expect(issues.map(({ path }) => path)).toContain('participants.0.callbackScheduledTime');
  });
});
