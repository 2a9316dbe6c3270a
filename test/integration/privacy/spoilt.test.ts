/** Secrets, parameters, stored items and targets that are not as they should be, and hold what nobody may hear. */
import { randomUUID } from 'node:crypto';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TABLE_NAME } from '#local/provision.ts';
import { customerKeys } from '#shared/adapters/customers/customer-keys.ts';
import { rateKey } from '#shared/adapters/dynamodb/table.ts';
import type { PlacerConfig } from '#shared/config/placers.ts';
import { deadUrl } from '#test/contract/aws-stub.ts';
import { NUMBER, SECRET, TEXT } from '#test/integration/privacy/canaries.ts';
import { leaksIn } from '#test/integration/privacy/leaks-in.ts';
import { heardFrom, strayOutput } from '#test/integration/privacy/listen.ts';
import {
  contextOf,
  dueBody,
  type Program,
  request,
  startProgram,
  timerIn,
} from '#test/integration/privacy/program.ts';
import { FUNCTIONS, SECRETS } from '#test/integration/privacy/spoilt-things.ts';
import { quoteOf, type Reply, type RunningProxy, startProxy } from '#test/integration/privacy/start-proxy.ts';
import { outcomeOf } from '#test/integration/privacy/told-of.ts';
import { httpEvent } from '#test/unit/lambdas/fakes.ts';

let program: Program;
let target: RunningProxy;
let reply: Reply;
beforeAll(async () => {
  target = await startProxy('', async (passing) => ({
    ...reply,
    headers: { location: `https://${TEXT.email}`, 'retry-after': NUMBER.national },
    body: quoteOf(passing),
  }));
  program = await startProgram({ parameters: {}, secrets: SECRETS });
  for (const [name, run] of Object.entries(FUNCTIONS)) {
    program.aws.registerFunction(name, (event) => run(JSON.stringify(event)));
  }
});
afterAll(async () => {
  await program.close();
  await target.close();
});

const dead = await deadUrl();
const genesys = (secret: string) => ({ url: dead, secret, requestsPerMinute: 10_000 });
const signed = (url: string, secret = 'signing'): PlacerConfig => ({
  kind: 'signed-http',
  url,
  secret,
  timeoutSeconds: 1,
});
const lambda = (functionName: string): PlacerConfig => ({ kind: 'lambda', functionName, timeoutSeconds: 1 });
const QUEUE = '00b109cf-1123-4591-a53c-c534b17e5268';
const callback = (secret: string): PlacerConfig => ({
  kind: 'genesys-callback',
  genesys: genesys(secret),
  queueId: QUEUE,
});
const call = (functionName: string): PlacerConfig => ({
  kind: 'genesys-call',
  genesys: genesys('sound'),
  agentTokens: { functionName },
});

const anAgent = () => ({
  id: randomUUID(),
  purpose: 'agent',
  state: 'connected',
  user: { id: randomUUID() },
  timeoutSeconds: 1,
  connectedTime: new Date(Date.now() - 1500).toISOString(),
});

const putItem = async (Item: PutItemCommand['input']['Item']) => {
  const client = new DynamoDBClient();
  await client.send(new PutItemCommand({ TableName: TABLE_NAME, Item }));
  client.destroy();
};

interface Scene {
  readonly placer?: PlacerConfig;
  /** The value of the automation's parameter; a sound one where it is missing. */
  readonly automation?: string;
  readonly paused?: string;
  /** What the target answers. */
  readonly status?: number;
  /** Done between the notification and the look. */
  readonly spoil?: (conversationId: string) => Promise<void>;
}

const SOUND = { match: { automatedCallbackConfigId: 'taken' }, placer: 'placer', placeOnTimeout: true };

/** One callback that comes due in a scene; all that is said of it, by whomever. */
async function saidIn({
  placer,
  automation = JSON.stringify(SOUND),
  paused = 'false',
  status,
  spoil,
}: Scene) {
  reply = { status: status ?? 500, headers: {}, body: '' };
  await program.putParameters({ 'automations/taken': automation, paused });
  const functions = program.functionsFor({ placer: placer ?? signed(target.url) });
  const id = randomUUID();
  const body = JSON.stringify(dueBody(id, 'taken', anAgent()));
  const asked = httpEvent({ method: 'GET', path: `/conversations/${id}` });
  const callbackKey = new Date().toISOString();
  const decision = JSON.stringify({ callbackKey, unknownSince: callbackKey, decision: 'placed' });
  const { result, printed } = await heardFrom(async () => {
    const first = await outcomeOf(() =>
      functions.ingest(request('/notifications', body), contextOf('ingest')),
    );
    await spoil?.(id);
    return [
      first,
      await outcomeOf(() => functions.automation(timerIn(id), contextOf('automation'))),
      await outcomeOf(() => functions.ingest(request('/notifications', ` ${body}`), contextOf('ingest'))),
      await outcomeOf(() => functions.query(asked, contextOf('query'))),
      await outcomeOf(() =>
        functions.operator(request(`/conversations/${id}/decisions`, decision), contextOf('operator')),
      ),
    ];
  });
  const events = program.aws.events().filter(({ detail }) => JSON.stringify(detail).includes(id));
  return [...result, printed, JSON.stringify(events), strayOutput()].join('\n');
}

const spoiltItem = (changes: PutItemCommand['input']['Item']) => ({
  spoil: (id: string) =>
    putItem({
      pk: { S: id },
      version: { N: '1' },
      schema: { N: '1' },
      expiresAt: { N: '2000000000' },
      ...changes,
    }),
});
const bytes = (text: string) => ({ B: Buffer.from(text) });

// Each with a word that shows that the scene was played.
const SCENES: Readonly<Record<string, Scene & { readonly shows: string }>> = {
  'a secret of Genesys that is no JSON': { placer: callback('no-json'), shows: '"malformed-secret"' },
  'a secret of Genesys that is other JSON': { placer: callback('other-json'), shows: '"malformed-secret"' },
  'a secret that is not there': { placer: callback('missing'), shows: 'ResourceNotFoundException' },
  'a Genesys out of reach': { placer: callback('sound'), shows: '"no-connection"' },
  'a signing secret of another form': {
    placer: signed(dead, 'no-json'),
    shows: 'UnusableSigningSecretError',
  },
  'a target that quotes what it was sent': { shows: '"no-clear-answer"' },
  'a target that redirects': { status: 302, shows: '"redirected"' },
  'a target that has no time for now': { status: 429, shows: '"too-many-requests"' },
  'a target out of reach': {
    placer: signed(`${dead}/${SECRET.accessToken}`),
    shows: '"no-connection"',
  },
  'a function that throws': { placer: lambda('throws'), shows: '"function-failed"' },
  'a function that throws a text': { placer: lambda('throws-text'), shows: '"function-failed"' },
  'a function that quotes its event': { placer: lambda('quotes'), shows: '"malformed-answer"' },
  'a function whose reason is the number': { placer: lambda('reasons'), shows: '"malformed-answer"' },
  'a function whose reason is a name': { placer: lambda('words'), shows: '"malformed-answer"' },
  'a function that is not there': { placer: lambda('nobody'), shows: '"refused-by-aws"' },
  "a function for agents' tokens that throws": { placer: call('throws'), shows: '"function-failed"' },
  "a function for agents' tokens whose token is none": { placer: call('token'), shows: '"malformed-answer"' },
  'an automation that is no JSON': {
    automation: `{"placer":"${SECRET.apiKey}",${TEXT.customer}`,
    shows: '"expected":"JSON"',
  },
  'an automation of wrong values': {
    automation: JSON.stringify({
      match: { automatedCallbackConfigId: [NUMBER.e164] },
      placer: { name: TEXT.customer },
      callingHours: {
        zone: TEXT.email,
        days: [Number(NUMBER.withoutPlus)],
        from: NUMBER.e164,
        to: SECRET.jwt,
      },
      defaultCountry: TEXT.note,
      maxAttempts: NUMBER.e164,
    }),
    shows: '"settings.broken"',
  },
  'an automation with a text for a number': {
    automation: JSON.stringify({ ...SOUND, maxAttempts: NUMBER.e164 }),
    shows: '"maxAttempts"',
  },
  'an automation whose placer nobody has': {
    automation: JSON.stringify({ ...SOUND, placer: TEXT.customer }),
    shows: '"the name of a placer in the stage config"',
  },
  'a pause that is neither on nor off': { paused: NUMBER.e164, shows: '"expected":"true or false"' },
  'a stored state that is text': {
    ...spoiltItem({ state: bytes(`${TEXT.customer} ${NUMBER.e164}`) }),
    shows: '"code":"state"',
  },
  'a stored state of another schema': {
    ...spoiltItem({ schema: { S: TEXT.customer }, state: bytes(NUMBER.e164) }),
    shows: '"code":"schema"',
  },
  'a stored version that is a number of other people': {
    ...spoiltItem({ version: { S: NUMBER.e164 }, state: { S: TEXT.note } }),
    shows: '"code":"version"',
  },
  'a stored rate that is text': {
    placer: callback('sound'),
    spoil: () =>
      putItem({
        pk: { S: rateKey(`${dead}/api/v2 sound`) },
        version: { N: '1' },
        lanes: { M: { lane: { S: NUMBER.e164 }, [TEXT.customer]: { S: TEXT.note } } },
      }),
    shows: '"code":"lanes"',
  },
  'a stored customer that is text': {
    automation: JSON.stringify({ ...SOUND, leaveIfReachedWithin: 3600 }),
    spoil: async () => {
      const customer = { numbers: [NUMBER.e164] };
      for (const pk of customerKeys(SECRET.customersKey, customer)) {
        await putItem({ pk: { S: pk }, reachedAt: { S: NUMBER.e164 }, conversationId: { S: TEXT.customer } });
      }
    },
    shows: '"code":"reachedAt"',
  },
};

describe('whatever is spoilt', () => {
  it.each(Object.entries(SCENES))('%s tells nobody what it holds', async (_, { shows, ...scene }) => {
    const said = await saidIn(scene);
    expect(said).toContain(shows);
    expect(leaksIn(said)).toEqual([]);
  });
});
