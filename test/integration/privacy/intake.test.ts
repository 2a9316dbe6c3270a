/** Every payload that there is, full of canaries, taken in over every way, while anything may go wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { IngestDeps } from '#lambdas/ingest/handler.ts';
import { createAuthenticator } from '#shared/adapters/auth/authenticate.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { NOON } from '#test/builders/times.ts';
import { HEADERS, NUMBER, SECRET, TEXT } from '#test/integration/privacy/canaries.ts';
import { leaksIn } from '#test/integration/privacy/leaks-in.ts';
import { heardFrom, strayOutput } from '#test/integration/privacy/listen.ts';
import {
  type Functions,
  functionsWith,
  type Trouble,
  talkative,
} from '#test/integration/privacy/memory-functions.ts';
import { plantFree, SPOILT } from '#test/integration/privacy/plant.ts';
import { outcomeOf } from '#test/integration/privacy/told-of.ts';
import { CONTEXT, httpEvent, sqsEvent } from '#test/unit/lambdas/fakes.ts';

const FOLDER = new URL('../../fixtures/payloads/', import.meta.url);
const PAYLOADS: ReadonlyMap<string, unknown> = new Map(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))]),
);

const TROUBLES = {
  'an error': talkative,
  'several errors': () => new AggregateError([talkative(), NUMBER.spaced], TEXT.note),
  'a text that is thrown': () => NUMBER.e164,
  'an object that is thrown': () => ({ message: TEXT.customer, number: NUMBER.e164 }),
} as const;

const post = (path: string, body: string, headers: object = { 'x-api-key': SECRET.apiKey }) =>
  httpEvent({ path, body, headers: { ...HEADERS, ...headers } });

const CALLBACKS = '/conversations/b33f23d0-6ba7-4e86-8559-9ca952166acc/callbacks';

/** Every way in for a body, and the answers of all of them. */
function sentOverAllWays({ ingest, operator }: Functions, body: string): Promise<readonly string[]> {
  const path = '/conversations/b33f23d0-6ba7-4e86-8559-9ca952166acc/decisions';
  const decision = JSON.stringify({
    callbackKey: TEXT.customer,
    unknownSince: TEXT.email,
    decision: NUMBER.e164,
    [TEXT.note]: body,
  });
  return Promise.all([
    outcomeOf(() => ingest(post('/notifications', body), CONTEXT)),
    outcomeOf(() => ingest(post('/notifications', `[${body},{},${body}]`), CONTEXT)),
    outcomeOf(() => ingest(post(CALLBACKS, body), CONTEXT)),
    outcomeOf(() => ingest(sqsEvent(body, body), CONTEXT)),
    outcomeOf(() => operator(post(path, body), CONTEXT)),
    outcomeOf(() => operator(post(path, decision), CONTEXT)),
  ]);
}

/** Sends every payload after it was planted, asks for what was stored, and answers all that could be heard of it. */
async function everythingSaid(plant: (payload: unknown) => string, trouble: Trouble) {
  const functions = functionsWith(trouble);
  const { result, printed } = await heardFrom(async () => {
    const answers: string[] = [];
    for (const payload of PAYLOADS.values()) {
      answers.push(...(await sentOverAllWays(functions, plant(payload))));
    }
    const asked = httpEvent({ method: 'GET', path: CALLBACKS.replace('/callbacks', '') });
    return [...answers, await outcomeOf(() => functions.query(asked, CONTEXT))];
  });
  return { answers: result, printed };
}

const PLANTED: Readonly<Record<string, (payload: unknown) => string>> = { 'free text': plantFree, ...SPOILT };

type Plant = (typeof PLANTED)[string];

/** What stops a body on its way makes no difference to most of what was done to it. */
const CASES: readonly (readonly [
  body: string,
  trouble: string,
  plant: Plant | undefined,
  thrown: Trouble,
])[] = [
  ...Object.entries(PLANTED).map(([body, plant]) => [body, 'none', plant, undefined] as const),
  ...['free text', 'objects for texts', 'its end cut off'].flatMap((body) =>
    Object.entries(TROUBLES).map(([trouble, thrown]) => [body, trouble, PLANTED[body], thrown] as const),
  ),
];

describe('bodies on their way in', () => {
  it.each(CASES)(
    'leave nothing in answers and log, with %s and trouble: %s',
    async (_body, _trouble, plant = plantFree, thrown) => {
      const { answers, printed } = await everythingSaid(plant, thrown);
      expect(printed.split('\n').length).toBeGreaterThan(PAYLOADS.size);
      expect(leaksIn([...answers, printed, strayOutput()].join('\n'))).toEqual([]);
    },
  );
});

describe('the bodies above', () => {
  it('have canaries in all of them that say anything', () => {
    for (const plant of Object.values(PLANTED)) {
      const planted = [...PAYLOADS.values()].map((payload) => leaksIn(plant(payload)).length > 0);
      // A heartbeat and a pong are words only.
      expect(planted.filter((one) => !one).length).toBeLessThanOrEqual(8);
    }
  });

  it('mean with free text what they meant', async () => {
    const statusOf = async (body: string) => {
      const { ingest } = functionsWith(undefined);
      const { statusCode, body: text = '' } = await ingest(post('/notifications', body), CONTEXT);
      return `${statusCode} ${text}`;
    };
    for (const [name, payload] of PAYLOADS) {
      const [planted, original] = await heardFrom(() =>
        Promise.all([statusOf(plantFree(payload)), statusOf(JSON.stringify(payload))]),
      ).then(({ result }) => result);
      expect(`${name} ${planted}`).toBe(`${name} ${original}`);
    }
  });

  it('take every way through', async () => {
    const answers = await Promise.all(
      Object.values(PLANTED).map((plant) => everythingSaid(plant, undefined)),
    );
    const all = answers.map(({ printed }) => printed).join('\n');
    const ends = ['recorded', 'duplicate', 'ignored', 'refused'].map((end) => `"notification.${end}"`);
    const reasons = ['"invalid"', '"too-deep"', '"not-json"', '"not-an-object', '"all-refused"'];
    expect([...ends, ...reasons].filter((word) => !all.includes(word))).toEqual([]);
  });
});

describe('who must not get in', () => {
  const OFFERS = {
    'no credentials': {},
    'a wrong key': { 'x-api-key': NUMBER.e164 },
    'a wrong signature': { 'webhook-timestamp': String(NOON / 1000) },
  };
  it.each(Object.entries(OFFERS))('leaves nothing behind: %s', async (_, headers) => {
    const { ingest } = functionsWith(undefined);
    const event = post('/notifications', plantFree(PAYLOADS.get('rest-conversation.json')), headers);
    const { result, printed } = await heardFrom(() => outcomeOf(() => ingest(event, CONTEXT)));
    expect(result).toContain('401');
    expect(leaksIn(result + printed)).toEqual([]);
  });

  it('leaves nothing behind where the secrets are out of reach, or spoilt', async () => {
    const clock = createMemoryClock(NOON);
    const spoilt = createAuthenticator(
      { accept: ['api-key', 'signature'], require: 'any' },
      {
        apiKeys: async () => Promise.reject(talkative()),
        signingSecrets: async () => [`${SECRET.signingSecret}:${SECRET.clientSecret}`],
        clock,
      },
    );
    const { ingest } = functionsWith(undefined, { authenticate: spoilt });
    const event = post('/notifications', '{}', {
      'x-api-key': SECRET.apiKey,
      'webhook-timestamp': String(NOON / 1000),
    });
    const { result, printed } = await heardFrom(() => outcomeOf(() => ingest(event, CONTEXT)));
    expect(result).toContain('503');
    expect(leaksIn(result + printed)).toEqual([]);
  });

  it.each([NUMBER.e164, TEXT.customer, 'x'.repeat(200)])('leaves no path behind: %s', async (id) => {
    const { ingest, query, operator } = functionsWith(undefined);
    const path = `/conversations/${encodeURIComponent(id)}`;
    const { result, printed } = await heardFrom(() =>
      Promise.all([
        outcomeOf(() => ingest(post(`${path}/callbacks`, '{"state":"scheduled"}'), CONTEXT)),
        outcomeOf(() => ingest(post(`${path}/${encodeURIComponent(id)}`, ''), CONTEXT)),
        outcomeOf(() => query(httpEvent({ method: 'GET', path }), CONTEXT)),
        outcomeOf(() => operator(post(`${path}/decisions`, '{}'), CONTEXT)),
      ]),
    );
    expect(leaksIn(result.join('\n') + printed)).toEqual([]);
  });
});

describe('a leak', () => {
  const body = plantFree(PAYLOADS.get('rest-conversation.json'));
  const heard = async (changes: Partial<IngestDeps>) => {
    const { ingest } = functionsWith(undefined, changes);
    const { result, printed } = await heardFrom(() =>
      outcomeOf(() => ingest(post('/notifications', body), CONTEXT)),
    );
    return leaksIn(result + printed);
  };
  const telemetry = createTelemetry({ functionName: 'ingest' });

  it('is not seen where there is none', async () => expect(await heard({})).toEqual([]));

  it('is seen in a log line that holds the body', async () => {
    const leaky = { ...telemetry, info: (event: string) => telemetry.info(event, { body }) };
    expect(await heard({ telemetry: leaky })).not.toEqual([]);
  });

  it('is seen in a log line that holds the number alone, in base64', async () => {
    const number = Buffer.from(NUMBER.e164).toString('base64');
    const leaky = { ...telemetry, count: (metric: string) => telemetry.count(`${metric}.${number}`) };
    expect(await heard({ telemetry: leaky })).not.toEqual([]);
  });

  it('is seen in the message of an error that is logged whole', async () => {
    const leaky = {
      ...telemetry,
      error: (event: string, error: unknown) => telemetry.warn(event, { error: String(error) }),
    };
    const record = async () => Promise.reject(talkative());
    expect(await heard({ telemetry: leaky, record })).not.toEqual([]);
  });

  it('is seen in an answer', async () => {
    const parse: IngestDeps['parse'] = () => ({
      kind: 'one',
      unknownValues: 0,
      element: {
        kind: 'refused',
        refusal: { reason: 'invalid', issues: [{ path: `attributes.${TEXT.customer}`, expected: 'text' }] },
      },
    });
    expect(await heard({ parse })).not.toEqual([]);
  });
});
