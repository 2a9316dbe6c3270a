/** Sends other conversations of a customer through the real parser, and looks at what is noted of them. */
import { describe, expect, it } from 'vitest';
import { createHandler } from '#lambdas/ingest/handler.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { createMemoryCustomers } from '#shared/adapters/memory/memory-customers.ts';
import type { CustomerReached } from '#shared/domain/customer.ts';
import { epochMs } from '#shared/domain/time.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { CONTEXT, httpEvent, sqsEvent } from '#test/unit/lambdas/fakes.ts';
import {
  anIngest,
  anObservation,
  many,
  NOON,
  observed,
  one,
  throttled,
} from '#test/unit/lambdas/ingest/ingest-fakes.ts';

const NUMBER = '+4915112345678';
const NAME = 'Erika Mustermann';
const CONTACT = '5b5f9b0a-8f3e-4c0f-9d43-3f0a54a9e1c7';
const TALK = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9';
const CALLBACK = 'a2b1c0d9-4b5a-4978-8695-a4b3c2d1e0f9';

const aParticipant = (purpose: string, connectedTime: string, changes: object = {}) => ({
  id: purpose,
  purpose,
  name: NAME,
  address: purpose === 'customer' ? `tel:${NUMBER}` : undefined,
  calls: [{ state: 'connected', direction: 'inbound', connectedTime, self: { name: NAME } }],
  ...changes,
});

const aTalk = (id = TALK) => ({
  id,
  participants: [
    aParticipant('customer', '2026-09-01T12:00:00Z', { externalContactId: CONTACT }),
    aParticipant('agent', '2026-09-01T12:00:07Z'),
  ],
});

const REACHED_AT = epochMs(NOON + 7000);

interface World {
  readonly isWanted?: boolean;
  readonly noteReached?: (reached: CustomerReached) => Promise<void>;
}

/** Ingest with the real parser and log, where the stage wants to know whom agents reach. */
function aWorld({ isWanted = true, noteReached }: World = {}) {
  const customers = createMemoryCustomers();
  const lines: string[] = [];
  const recorded: string[] = [];
  const handler = createHandler({
    parse: (text, conversationId) => parseNotification(text, conversationId, { findReached: isWanted }),
    ...(isWanted && { noteReached: noteReached ?? customers.note }),
    record: async ({ conversationId }) => {
      recorded.push(conversationId);
      return { outcome: 'recorded', conversationId };
    },
    authenticate: async () => 'authenticated',
    quarantine: { keep: async () => undefined },
    telemetry: createTelemetry({ functionName: 'ingest', write: (line) => lines.push(line) }),
    clock: { now: () => NOON, sleep: async () => undefined },
  });
  const send = async (body: unknown) => handler(httpEvent({ body: JSON.stringify(body) }), CONTEXT);
  return { handler, customers, lines, recorded, send };
}

describe('a notification of a talk with an agent', () => {
  it('is answered as ignored, and the customer is noted as reached', async () => {
    const { send, customers, recorded } = aWorld();
    const { statusCode, body } = await send(aTalk());
    expect(statusCode).toBe(200);
    expect(JSON.parse(body ?? '')).toEqual({ outcome: 'ignored', conversationId: TALK });
    expect(recorded).toEqual([]);
    expect(await customers.reachedAt({ numbers: [NUMBER] }, CALLBACK)).toBe(REACHED_AT);
    expect(await customers.reachedAt({ externalContactId: CONTACT, numbers: [] }, CALLBACK)).toBe(REACHED_AT);
    expect(await customers.reachedAt({ numbers: [NUMBER] }, TALK)).toBeUndefined();
  });

  it('is noted from the queue, too, and from an array', async () => {
    const { handler, customers, send } = aWorld();
    await handler(sqsEvent(JSON.stringify(aTalk())), CONTEXT);
    expect(await customers.reachedAt({ numbers: [NUMBER] }, CALLBACK)).toBe(REACHED_AT);
    await send([aTalk(), 'nonsense', { ...aTalk(CALLBACK) }]);
    expect(await customers.reachedAt({ numbers: [NUMBER] }, CALLBACK)).toBe(REACHED_AT);
  });

  it('is recorded as well, where callbacks are in the same conversation', async () => {
    const { send, customers, recorded } = aWorld();
    const callbacks = [{ id: 'l', state: 'scheduled', callbackScheduledTime: '2026-09-01T15:00:00Z' }];
    const [customer, agent] = aTalk().participants;
    await send({ id: TALK, participants: [{ ...customer, callbacks }, agent] });
    expect(recorded).toEqual([TALK]);
    expect(await customers.reachedAt({ numbers: [NUMBER] }, CALLBACK)).toBe(REACHED_AT);
  });

  it('tells the start of the talk however long it takes, so that a callback scheduled in it stays due', async () => {
    const { send, customers } = aWorld();
    await send(aTalk());
    const later = { state: 'disconnected', disconnectedTime: '2026-09-01T12:30:00Z' };
    const ended = aTalk().participants.map((one) => ({
      ...one,
      calls: one.calls.map((call) => ({ ...call, ...later })),
    }));
    await send({ id: TALK, participants: ended });
    expect(await customers.reachedAt({ numbers: [NUMBER] }, CALLBACK)).toBe(REACHED_AT);
  });

  it('is nothing to note while the customer waits', async () => {
    const { send, customers } = aWorld();
    const [customer, agent] = aTalk().participants;
    await send({ id: TALK, participants: [customer, { ...agent, purpose: 'acd' }] });
    await send({ id: TALK, participants: [customer, { ...agent, calls: [{ state: 'alerting' }] }] });
    expect(await customers.reachedAt({ numbers: [NUMBER] }, CALLBACK)).toBeUndefined();
  });

  it('is nothing to note where the stage does not want to know', async () => {
    const { send, customers } = aWorld({ isWanted: false });
    expect(await send(aTalk())).toMatchObject({ statusCode: 200 });
    expect(await customers.reachedAt({ numbers: [NUMBER] }, CALLBACK)).toBeUndefined();
  });
});

describe('trouble with noting', () => {
  const reached = [{ conversationId: 'c-1', at: NOON, numbers: ['4915112345678'] }];

  it('is our own: the sender has to send again, and so does the queue', async () => {
    const ingest = anIngest({
      parse: () => one({ kind: 'ignored', because: 'other-media', reached }),
      noteReached: throttled,
    });
    const { statusCode, headers } = await ingest.handler(httpEvent({ body: '{}' }), CONTEXT);
    expect(statusCode).toBe(503);
    expect(headers).toHaveProperty('retry-after');
    expect(await ingest.handler(sqsEvent('{}'), CONTEXT)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    expect(ingest.telemetry.counts).toEqual({ 'notifications.failed': 2 });
  });

  it('leaves what was recorded as it is, and the repetition notes what is left', async () => {
    let isDown = true;
    const noted: string[] = [];
    const ingest = anIngest({
      parse: () => many({ kind: 'observed', observation: anObservation('c-1'), reached }, observed('c-2')),
      noteReached: async ({ conversationId }) => {
        if (isDown) await throttled();
        noted.push(conversationId);
      },
    });
    expect(await ingest.handler(httpEvent({ body: '[]' }), CONTEXT)).toMatchObject({ statusCode: 503 });
    expect(ingest.recorded.map(({ conversationId }) => conversationId).toSorted()).toEqual(['c-1', 'c-2']);
    isDown = false;
    expect(await ingest.handler(httpEvent({ body: '[]' }), CONTEXT)).toMatchObject({ statusCode: 200 });
    expect(noted).toEqual(['c-1']);
  });

  it('leaves no number, name or contact in an answer or a log line', async () => {
    const { send, handler, lines } = aWorld({
      noteReached: async ({ numbers }) => {
        throw Object.assign(new Error(`${NAME} ${numbers}`), { code: NUMBER });
      },
    });
    const out = [await send(aTalk()), await handler(sqsEvent(JSON.stringify(aTalk())), CONTEXT), lines];
    expect(lines).not.toEqual([]);
    for (const secret of [NUMBER.slice(1), NAME, CONTACT]) expect(JSON.stringify(out)).not.toContain(secret);
  });

  it('is none in ordinary times, when the log holds nothing personal either', async () => {
    const { send, lines } = aWorld();
    const out = [await send(aTalk()), lines];
    for (const secret of [NUMBER.slice(1), NAME, CONTACT]) expect(JSON.stringify(out)).not.toContain(secret);
  });
});
