import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { REGION_HOSTS } from '#shared/adapters/genesys-api/regions.ts';
import { describeIssue } from '#shared/config/describe-issue.ts';
import { GENESYS_REGIONS } from '#shared/config/placers/genesys-client.ts';
import { PlacersSchema } from '#shared/config/placers.ts';

const QUEUE = '00b109cf-1123-4591-a53c-c534b17e5268';
const LIST = '3f0d9a52-7c1b-4a6e-9b57-1de1b7c3a0ff';

const genesys = { region: 'eu_central_1', secret: 'genesys/oauth-client' };
const callback = { kind: 'genesys-callback', genesys, queueId: QUEUE };
const call = { kind: 'genesys-call', genesys, agentTokens: { functionName: 'agent-token:live' } };
const contact = {
  kind: 'genesys-campaign-contact',
  genesys,
  contactListId: LIST,
  columns: { number: 'Phone' },
};
const lambda = { kind: 'lambda', functionName: 'dialer' };
const signed = { kind: 'signed-http', url: 'https://crm.example', secret: 'crm/signing' };

const parse = (placer: unknown) => v.parse(PlacersSchema, { a: placer })['a'];
const issuesOf = (placer: unknown) => v.safeParse(PlacersSchema, { a: placer }).issues?.map(describeIssue);

describe('the address of a receiver', () => {
  it.each([
    'https://user:password@crm.example',
    'https://user@crm.example',
    'any text',
    'http://crm.example',
  ])('must be one of https, without user and password: %s', (url) => {
    const [issue] = issuesOf({ ...signed, url }) ?? [];
    expect(issue).toEqual({ path: 'a.url', expected: 'an https address, without user and password' });
  });
});

describe('placers that dial', () => {
  it.each([
    ['genesys-callback', callback],
    ['genesys-call', call],
    ['genesys-campaign-contact', contact],
  ])('%s gets a tenth less than what Genesys Cloud allows', (_, placer) => {
    expect(parse(placer)).toEqual({ ...placer, genesys: { ...genesys, requestsPerMinute: 270 } });
  });

  it.each([
    ['a callback', { ...callback, scriptId: LIST, callerId: '+4930123456', callerIdName: 'Support' }],
    ['a contact', { ...contact, columns: { number: 'Phone', name: 'Name', placementKey: 'Key' } }],
    ['a function', { ...lambda, timeoutSeconds: 5, dials: true, genesys }],
    ['a receiver', { ...signed, timeoutSeconds: 5, dials: true, genesys }],
  ])('take every key: %s', (_, placer) => {
    expect(parse(placer)).toEqual({ ...placer, genesys: { ...genesys, requestsPerMinute: 270 } });
  });

  it('write ids as Genesys Cloud does, so that they can be compared', () => {
    expect(parse({ ...callback, queueId: QUEUE.toUpperCase() })).toMatchObject({ queueId: QUEUE });
  });

  it.each(Object.keys(REGION_HOSTS))('reach the region %s', (region) => {
    expect(issuesOf({ ...callback, genesys: { ...genesys, region } })).toBeUndefined();
  });

  it('reach no region of which no host is known', () => {
    expect(GENESYS_REGIONS.filter((region) => !Object.hasOwn(REGION_HOSTS, region))).toEqual([]);
  });

  it.each(['http://127.0.0.1:8080', 'http://127.0.0.1:1/_local/genesys'])('can be tried out at %s', (url) => {
    const local = { url, secret: 'genesys', requestsPerMinute: 10_000 };
    expect(parse({ ...call, genesys: local })).toMatchObject({ genesys: local });
  });
});

const REGION = 'a region of Genesys Cloud, such as eu_central_1';
const ADDRESS = 'an address http://127.0.0.1:<port> without a slash at its end';
const GENESYS_ID = 'an id of Genesys Cloud, a UUID';
const MISSING = 'a value, but it is missing';
const CLIENT = 'a Genesys client where dials is true, and none where it is not';

describe('a placer', () => {
  const reached = (client: object) => ({ ...callback, genesys: { secret: 's', ...client } });

  it.each([
    ['no client', { kind: 'genesys-callback', queueId: QUEUE }, 'genesys', MISSING],
    ['a region that there is not', reached({ region: 'eu-central-1' }), 'genesys.region', REGION],
    ['a region that every object has', reached({ region: 'constructor' }), 'genesys.region', REGION],
    ['neither region nor address', reached({}), 'genesys', 'either region or url'],
    [
      'a region and an address',
      reached({ region: 'us_east_1', url: 'http://127.0.0.1:1' }),
      'genesys',
      'either region or url',
    ],
    ['an address elsewhere', reached({ url: 'https://api.mypurecloud.de' }), 'genesys.url', ADDRESS],
    [
      'an address that begins alike',
      reached({ url: 'http://127.0.0.1:80@a.example' }),
      'genesys.url',
      ADDRESS,
    ],
    ['an address that ends in a slash', reached({ url: 'http://127.0.0.1:80/' }), 'genesys.url', ADDRESS],
    ['a port that there is not', reached({ url: 'http://127.0.0.1:99999' }), 'genesys.url', ADDRESS],
    [
      'a secret with a wildcard',
      { ...callback, genesys: { ...genesys, secret: '*' } },
      'genesys.secret',
      'the name or ARN of a secret',
    ],
    [
      'too many requests',
      { ...callback, genesys: { ...genesys, requestsPerMinute: 10_001 } },
      'genesys.requestsPerMinute',
      'a whole number from 1 to 10000',
    ],
    ['a key of another kind', { ...call, queueId: QUEUE }, 'queueId', 'no such key'],
    ['a queue by its name', { ...callback, queueId: 'Callbacks' }, 'queueId', GENESYS_ID],
    ['a script by its name', { ...callback, scriptId: 'Greeting' }, 'scriptId', GENESYS_ID],
    [
      "a caller's number without its country",
      { ...callback, callerId: '030123456' },
      'callerId',
      'a number as +<country code><number>, digits alone',
    ],
    ["no caller's name", { ...callback, callerIdName: ' ' }, 'callerIdName', 'a name of 1 to 100 characters'],
    [
      'every function for tokens',
      { ...call, agentTokens: { functionName: '*' } },
      'agentTokens.functionName',
      'the name or ARN of a function',
    ],
    ['no function for tokens', { ...call, agentTokens: {} }, 'agentTokens.functionName', MISSING],
    ['a list by a path', { ...contact, contactListId: '../x' }, 'contactListId', GENESYS_ID],
    ['no column for the number', { ...contact, columns: { name: 'Name' } }, 'columns.number', MISSING],
    [
      'a column without a name',
      { ...contact, columns: { number: '' } },
      'columns.number',
      'the name of a column, 1 to 128 characters',
    ],
    [
      'one column for two things',
      { ...contact, columns: { number: 'Phone', name: 'Phone' } },
      'columns',
      'a column of its own for each',
    ],
    ['a function that dials unseen', { ...lambda, dials: true }, 'genesys', CLIENT],
    ['a receiver that dials unseen', { ...signed, dials: true }, 'genesys', CLIENT],
    ['a client for a function that does not dial', { ...lambda, genesys }, 'genesys', CLIENT],
    ['a client for a receiver that does not', { ...signed, dials: false, genesys }, 'genesys', CLIENT],
  ])('is refused with %s', (_, placer, path, expected) => {
    expect(issuesOf(placer)).toEqual([{ path: `a.${path}`, expected }]);
  });

  it('is never quoted where it is refused', () => {
    const wrong = {
      ...callback,
      genesys: { region: 'hunter1', url: 'hunter2', secret: 'hunter 3', requestsPerMinute: 'hunter4' },
      queueId: 'hunter5',
      callerId: 'hunter6',
    };
    const issues = issuesOf(wrong);
    expect(issues).toHaveLength(6);
    expect(JSON.stringify(issues)).not.toMatch(/hunter/);
  });
});
