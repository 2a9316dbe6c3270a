/** A day in the functions' life, lived once for each fault of each operation of AWS; what they print, answer, send and throw. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueOf, shiftInstants } from '#local/shift-instants.ts';
import type { PlacersConfig } from '#shared/config/placers.ts';
import { AWS_FAULTS, type AwsFault, OPERATIONS, operationOf } from '#test/integration/privacy/aws-faults.ts';
import { NUMBER, SECRET, TEXT } from '#test/integration/privacy/canaries.ts';
import { leaksIn } from '#test/integration/privacy/leaks-in.ts';
import { heardFrom, strayOutput } from '#test/integration/privacy/listen.ts';
import { plantFree, SPOILT } from '#test/integration/privacy/plant.ts';
import {
  contextOf,
  dueBody,
  type Functions,
  type Program,
  request,
  startProgram,
  timerIn,
} from '#test/integration/privacy/program.ts';
import {
  type Answering,
  type Passing,
  quoteOf,
  type RunningProxy,
  startProxy,
} from '#test/integration/privacy/start-proxy.ts';
import { outcomeOf } from '#test/integration/privacy/told-of.ts';
import { httpEvent, sqsEvent } from '#test/unit/lambdas/fakes.ts';

const TALK: unknown = JSON.parse(
  readFileSync(new URL('../../../local/samples/customer-reached.json', import.meta.url), 'utf8'),
);

const PLACES = ['announce', 'lambda', 'signed-http', 'dry-run'] as const;

let program: Program;
let target: RunningProxy;
beforeAll(async () => {
  target = await startProxy('', async (passing) => ({ status: 500, headers: {}, body: quoteOf(passing) }));
  program = await startProgram({
    parameters: Object.fromEntries(
      PLACES.map((placer) => [
        `automations/${placer}`,
        JSON.stringify({ placer, match: { automatedCallbackConfigId: placer } }),
      ]),
    ),
    secrets: { 'receiver/signing': SECRET.signingSecret },
  });
  program.aws.registerFunction('dialer', (event) => {
    throw Object.assign(new Error(`cannot call ${JSON.stringify(event)}`), { name: NUMBER.e164 });
  });
});
afterAll(async () => {
  await program.close();
  await target.close();
});

const placers = (): PlacersConfig => ({
  lambda: { kind: 'lambda', functionName: 'dialer', timeoutSeconds: 1, dials: undefined },
  'signed-http': {
    kind: 'signed-http',
    url: `${target.url}/callbacks?token=${SECRET.accessToken}`,
    secret: 'receiver/signing',
    timeoutSeconds: 2,
  },
});

interface Day {
  readonly placers: readonly (typeof PLACES)[number][];
  readonly isSwept: boolean;
}

const WHOLE_DAY: Day = { placers: [...PLACES, ...PLACES], isSwept: true };

/** The sweep makes most calls of a day, and asks the table and a queue alone; functions are invoked once a callback. */
const dayFor = (operation: string): Day => ({
  placers: operation === 'Lambda.Invoke' ? Array<'lambda'>(12).fill('lambda') : WHOLE_DAY.placers,
  isSwept: /^DynamoDB|SendMessageBatch$/.test(operation),
});

const idsOf = ({ placers }: Day) => placers.map((placer) => ({ placer, id: randomUUID() }));
type Ids = ReturnType<typeof idsOf>;

/** A customer who talks with an agent, now: what is kept of him lies under keys of its own. */
const aTalk = () => plantFree(shiftInstants(TALK, Date.now() - (dueOf(TALK) ?? 0)));

async function takeIn({ ingest }: Functions, ids: Ids): Promise<readonly string[]> {
  const spoilt = Object.values(SPOILT)
    .slice(0, 4)
    .map((plant) => plant(dueBody(randomUUID(), 'announce')));
  const bodies = [...ids.map(({ id, placer }) => JSON.stringify(dueBody(id, placer))), aTalk()];
  const single = request(
    `/conversations/${randomUUID()}/callbacks`,
    plantFree({ state: 'scheduled', callbackNumbers: ['a'] }),
  );
  const messages = sqsEvent(...spoilt, JSON.stringify(dueBody(randomUUID(), 'announce')));
  return Promise.all([
    ...[...bodies, ...spoilt].map((body) =>
      outcomeOf(() => ingest(request('/notifications', body), contextOf('ingest'))),
    ),
    outcomeOf(() => ingest(single, contextOf('ingest'))),
    outcomeOf(() => ingest(messages, contextOf('ingest'))),
  ]);
}

/** One look after another: side by side they would share what they ask for. */
async function look({ automation }: Functions, ids: Ids): Promise<readonly string[]> {
  const told: string[] = [];
  const events = [
    ...ids.map(({ id }) => timerIn(id)),
    sqsEvent(NUMBER.e164, `{"timers":["${TEXT.customer}"]}`),
  ];
  for (const event of events) told.push(await outcomeOf(() => automation(event, contextOf('automation'))));
  return told;
}

function ask({ query, operator }: Functions, ids: Ids): Promise<readonly string[]> {
  const callbackKey = new Date().toISOString();
  const decision = JSON.stringify({ callbackKey, unknownSince: callbackKey, decision: 'placed' });
  return Promise.all(
    ids
      .slice(0, 3)
      .flatMap(({ id }) => [
        outcomeOf(() =>
          query(httpEvent({ method: 'GET', path: `/conversations/${id}` }), contextOf('query')),
        ),
        outcomeOf(() => operator(request(`/conversations/${id}/decisions`, decision), contextOf('operator'))),
      ]),
  );
}

/** Everything that the functions do, once, as far as AWS lets them; all that they answer or throw. */
async function aDay(functions: Functions, day: Day): Promise<readonly string[]> {
  const ids = idsOf(day);
  return [
    ...(await takeIn(functions, ids)),
    ...(await look(functions, ids)),
    ...(day.isSwept ? [await outcomeOf(() => functions.sweep({}, contextOf('sweep')))] : []),
    ...(await ask(functions, ids)),
  ];
}

/** Messages may hold a body only where it is packed, as in quarantine; none of them has attributes. */
const messagesIn = (passed: readonly Passing[]) =>
  passed.filter((one) => operationOf(one).startsWith('AmazonSQS.Send')).map(({ body }) => body);

const announcementsIn = (passed: readonly Passing[]) =>
  passed.filter((one) => operationOf(one) === 'AWSEvents.PutEvents').map(({ body }) => body);

/** The keys of what is stored are seen by whoever looks at metrics and trails of the table. */
const keysIn = (passed: readonly Passing[]) =>
  passed
    .filter((one) => operationOf(one).startsWith('DynamoDB_'))
    .map(({ body }) => JSON.parse(body))
    .map(({ Key, Item, ExpressionAttributeValues }) =>
      JSON.stringify([Key, Item?.pk, ExpressionAttributeValues]),
    );

async function lived(answering: Answering, day = WHOLE_DAY) {
  const { functions, passed } = await program.troubledFunctions(placers(), answering);
  const { result, printed } = await heardFrom(() => aDay(functions, day));
  const sent = [...messagesIn(passed), ...announcementsIn(passed), ...keysIn(passed)];
  return { answers: result, printed, sent, passed };
}

describe('a day on which all goes well', () => {
  it('touches every operation, and tells nothing', async () => {
    const { answers, printed, sent, passed } = await lived((_, forward) => forward());
    expect(OPERATIONS.filter((one) => !passed.some((passing) => operationOf(passing) === one))).toEqual([]);
    expect(sent.length).toBeGreaterThan(10);
    expect(sent.join()).toContain('customer#');
    const outcomes = [
      '"placed"',
      '"function-failed"',
      '"no-clear-answer"',
      '"recorded',
      'placement.rehearsed',
    ];
    expect(outcomes.filter((one) => !(answers.join() + printed).includes(one))).toEqual([]);
    expect(leaksIn([...answers, printed, ...sent].join('\n'))).toEqual([]);
  });

  it('hands the canaries to those who need them, so that they could leak', async () => {
    const { passed } = await lived((_, forward) => forward());
    const whole = (operation: string) =>
      passed
        .filter((one) => operationOf(one) === operation)
        .map(quoteOf)
        .join('\n');
    expect(leaksIn(whole('Lambda.Invoke')).map(({ what }) => what)).toContain('number');
    expect(leaksIn(whole('DynamoDB_20120810.PutItem')).map(({ what }) => what)).toContain('customer');
    expect(leaksIn(target.passed.map(quoteOf).join('\n')).map(({ what }) => what)).toContain('customer');
    expect(passed.every(({ headers }) => headers['x-amz-security-token'] === SECRET.awsSessionToken)).toBe(
      true,
    );
  });
});

const KINDS = Object.entries(AWS_FAULTS);

/**
 * Gives the calls of one operation all faults in turn, the tries of one call the same one. What is over when all were
 * given: a day has too few calls of some operations.
 */
function faultsInTurn(operation: string) {
  const given = new Map<string, AwsFault>();
  const answering: Answering = async (passing, forward) => {
    if (operationOf(passing) !== operation) return forward();
    const call = passing.headers['amz-sdk-invocation-id'] ?? '';
    const [, next = AWS_FAULTS['a connection that breaks']] = KINDS[given.size % KINDS.length] ?? [];
    const fault = given.get(call) ?? next;
    if (fault === undefined) return forward();
    given.set(call, fault);
    return fault(passing, forward);
  };
  return { answering, areAllGiven: () => given.size >= KINDS.length };
}

const MOST_DAYS = 12;

describe.each(OPERATIONS)('whatever goes wrong with %s', (operation) => {
  it('nobody hears a canary', async () => {
    const { answering, areAllGiven } = faultsInTurn(operation);
    for (let days = 0; !areAllGiven(); days++) {
      expect(days).toBeLessThan(MOST_DAYS);
      const { answers, printed, sent } = await lived(answering, dayFor(operation));
      expect(leaksIn([...answers, printed, ...sent, strayOutput()].join('\n'))).toEqual([]);
    }
  });
});
