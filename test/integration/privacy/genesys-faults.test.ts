/** Every fault at every request to Genesys Cloud, which quotes whatever it was sent in all that it answers. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AGENT_TOKEN_FUNCTION, GENESYS_SECRET } from '#local/genesys/default-placers.ts';
import { CONTACT_LIST, CUSTOMER_FIRST_QUEUE } from '#local/genesys/defaults.ts';
import type { Fault, Operation } from '#local/genesys/faults.ts';
import { startFakeGenesys } from '#local/genesys/start-fake-genesys.ts';
import type { PlacerConfig } from '#shared/config/placers.ts';
import { NUMBER, SECRET, TEXT } from '#test/integration/privacy/canaries.ts';
import { leaksIn } from '#test/integration/privacy/leaks-in.ts';
import { heardFrom, strayOutput } from '#test/integration/privacy/listen.ts';
import {
  contextOf,
  type Program,
  request,
  startProgram,
  timerIn,
} from '#test/integration/privacy/program.ts';
import { type Answering, type Passing, quoteOf, startProxy } from '#test/integration/privacy/start-proxy.ts';
import { outcomeOf } from '#test/integration/privacy/told-of.ts';
import { httpEvent } from '#test/unit/lambdas/fakes.ts';

const FAULTS: Readonly<Record<string, Fault>> = {
  'no answer': { kind: 'time-out', effect: true },
  'a reset': { kind: 'reset', effect: false },
  '429 for 20 s': { kind: 'throttled', retryAfterSeconds: 20 },
  '429 for an hour': { kind: 'throttled', retryAfterSeconds: 3600 },
  '400 of a documented code': { kind: 'error', status: 400, code: 'invalid.value', effect: false },
  '400 whose code is the number': { kind: 'error', status: 400, code: NUMBER.e164, effect: false },
  '400 whose code ends with the number': {
    kind: 'error',
    status: 400,
    code: `bad.number.${NUMBER.withoutPlus}`,
    effect: false,
  },
  '403': { kind: 'error', status: 403, effect: false },
  '404 of nobody': { kind: 'error', status: 404, code: '', effect: false },
  '409': { kind: 'error', status: 409, effect: false },
  '500, but done': { kind: 'error', status: 500, effect: true },
  '503': { kind: 'error', status: 503, effect: false },
  'an expired token': { kind: 'token-refused' },
  'a slow answer': { kind: 'slow', ms: 50 },
  'an answer that is no JSON': { kind: 'malformed' },
};

type Kind = 'genesys-callback' | 'genesys-call' | 'genesys-campaign-contact';

/** What each placer asks for, one after another. */
const REQUESTS: Readonly<Record<Kind, readonly Operation[]>> = {
  'genesys-callback': ['token', 'get-conversation', 'create-callback', 'disconnect-callback'],
  'genesys-call': ['token', 'get-conversation', 'place-call'],
  'genesys-campaign-contact': ['token', 'get-conversation', 'add-contact', 'disconnect-callback'],
};
const KINDS: readonly Kind[] = ['genesys-callback', 'genesys-call', 'genesys-campaign-contact'];

interface Case {
  readonly kind: Kind;
  readonly operation: Operation;
  readonly what: string;
  /** Missing where all goes well. */
  readonly fault?: Fault;
}

/** Requests that all placers make, they make in one and the same way. */
const TROUBLED = [
  ...REQUESTS['genesys-callback'].map((operation) => ({ kind: 'genesys-callback', operation }) as const),
  { kind: 'genesys-call', operation: 'place-call' },
  { kind: 'genesys-campaign-contact', operation: 'add-contact' },
] as const;

const CASES: readonly Case[] = TROUBLED.flatMap((one) =>
  Object.entries(FAULTS).map(([what, fault]) => ({ ...one, what, fault })),
);
const GOOD_CASES: readonly Case[] = KINDS.map((kind) => ({ kind, operation: 'token', what: 'nothing' }));

function configOf(kind: Kind, url: string): PlacerConfig {
  const genesys = { url, secret: GENESYS_SECRET, requestsPerMinute: 270 };
  switch (kind) {
    case 'genesys-callback':
      return {
        kind,
        genesys,
        queueId: CUSTOMER_FIRST_QUEUE.id,
        callerId: NUMBER.e164,
        callerIdName: TEXT.contact,
      };
    case 'genesys-call':
      return { kind, genesys, agentTokens: { functionName: AGENT_TOKEN_FUNCTION } };
    case 'genesys-campaign-contact': {
      const { id: contactListId, numberColumn, placementKeyColumn } = CONTACT_LIST;
      const columns = { number: numberColumn, name: 'Name', placementKey: placementKeyColumn };
      return { kind, genesys, contactListId, columns };
    }
  }
}

/** Adds to an error what was asked for, wherever Genesys' form of an error has room for words. */
function quoting(passing: Passing, status: number, body: string): string {
  const quote = quoteOf(passing);
  if (status < 400) return body.endsWith('}') ? body : body + quote;
  const words = {
    message: quote,
    messageWithParams: quote,
    messageParams: { number: quote },
    description: quote,
  };
  const details = [{ errorCode: quote, fieldName: quote, entityId: quote, entityName: quote }];
  return JSON.stringify({
    ...JSON.parse(body),
    ...words,
    contextId: NUMBER.spaced,
    error_description: quote,
    details,
    errors: [words],
  });
}

const quotingEverything: Answering = async (passing, forward) => {
  const { status, headers, body } = await forward();
  return { status, headers: { ...headers, 'x-quoted': NUMBER.e164 }, body: quoting(passing, status, body) };
};

/** What Genesys' clients are given to prove themselves by. */
const tokensIn = (passed: readonly Passing[]) =>
  passed.flatMap(({ headers }) => headers['authorization']?.split(' ').slice(1) ?? []);

type Life = Awaited<ReturnType<typeof livesThrough>>;

/** Not the fake's own: its id is a UUID, of which a piece comes up in others by chance. */
const CLIENT = { clientId: SECRET.clientId, clientSecret: SECRET.clientSecret };

/** So many at a time: most of them wait for an answer or an instant. */
const LANES = 16;

let program: Program;
const lives = new Map<Case, Life>();
const agentTokens = new Map<string, () => string>();
beforeAll(async () => {
  const automation = { placer: 'genesys', placeOnTimeout: true };
  program = await startProgram({
    parameters: { 'automations/default': JSON.stringify(automation) },
    secrets: { [GENESYS_SECRET]: JSON.stringify(CLIENT) },
  });
  program.aws.registerFunction(AGENT_TOKEN_FUNCTION, (event) => {
    const { userId } = event as { userId: string };
    return { accessToken: agentTokens.get(userId)?.() };
  });
  // Nobody wants to wait ten seconds for each answer that does not come; but one that comes is waited for, however busy the machine.
  const { timeout } = AbortSignal;
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout.call(AbortSignal, Math.min(ms, 6000)));
  const waiting = [...GOOD_CASES, ...CASES];
  const live = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      lives.set(one, await livesThrough(one));
    }
  };
  await Promise.all(Array.from({ length: LANES }, live));
}, 180_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await program.close();
});

/** One callback, from the notification to the look at which it is placed, while one request goes wrong. */
async function livesThrough({ kind, operation, fault }: Case) {
  const webhook = () => ({ url: 'http://127.0.0.1:1', headers: {} });
  const { fake, url, close } = await startFakeGenesys({
    webhook,
    clients: [CLIENT],
    settings: { copies: 0 },
  });
  const proxy = await startProxy(url, quotingEverything);
  const { ingest, automation, query } = program.functionsFor({ genesys: configOf(kind, proxy.url) });
  const isCall = kind === 'genesys-call';
  const conversationId = fake.control.createCallback({
    number: NUMBER.e164,
    name: TEXT.customer,
    inSeconds: isCall ? -1 : 0,
    timeoutSeconds: isCall ? 1 : 0,
    automatedCallbackConfigId: 'taken',
    attributes: { [TEXT.attribute]: TEXT.note },
  });
  const userId = crypto.randomUUID();
  agentTokens.set(userId, () => fake.control.userToken({ userId }));
  if (isCall) fake.control.agent(conversationId, { does: 'connect', userId });
  if (fault) fake.control.fail({ operation, fault });
  const body = JSON.stringify(fake.control.conversations().find(({ id }) => id === conversationId));
  const asked = httpEvent({ method: 'GET', path: `/conversations/${conversationId}` });
  const { result, printed } = await heardFrom(async () => [
    await outcomeOf(() => ingest(request('/notifications', body), contextOf('ingest'))),
    await outcomeOf(() => automation(timerIn(conversationId, isCall ? 1100 : 0), contextOf('automation'))),
    await outcomeOf(() => query(asked, contextOf('query'))),
  ]);
  const requests = fake.control.requests();
  await proxy.close();
  await close();
  const events = program.aws.events().filter(({ detail }) => JSON.stringify(detail).includes(conversationId));
  const said = [...result, printed, JSON.stringify(events)].join('\n');
  return { said, requests, tokens: tokensIn(proxy.passed), quoted: proxy.passed.map(quoteOf).join('\n') };
}

const lifeOf = (one: Case): Life => {
  const life = lives.get(one);
  if (life === undefined) throw new Error('It was not lived through.');
  return life;
};

describe('where all goes well', () => {
  it.each(GOOD_CASES)('$kind sends canaries to Genesys and tells nobody else', (one) => {
    const { said, requests, tokens, quoted } = lifeOf(one);
    expect(requests.map(({ operation }) => operation)).toEqual(REQUESTS[one.kind]);
    expect(said).toContain('CallbackPlaced');
    expect(leaksIn(quoted, tokens).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['number', 'a secret of this run']),
    );
    expect(leaksIn(said, tokens)).toEqual([]);
  });
});

describe('whatever goes wrong between us and Genesys', () => {
  it.each(CASES)('$operation meets $what, and nobody hears a canary', (one) => {
    const { said, requests, tokens } = lifeOf(one);
    const { operation, fault } = one;
    expect(requests).toContainEqual(expect.objectContaining({ operation, fault: fault?.kind }));
    expect(leaksIn(said, tokens)).toEqual([]);
  });

  it('leaves nothing behind that nobody in particular said', () => {
    const tokens = [...lives.values()].flatMap((life) => life.tokens);
    expect(leaksIn(strayOutput(), tokens)).toEqual([]);
  });
});
