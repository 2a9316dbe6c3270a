import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { describeIssue } from '#shared/config/describe-issue.ts';
import { StageConfigSchema, StageNameSchema } from '#shared/config/stage.ts';

const SOURCE = 'aws.partner/genesys.com/cloud/179a2afc-a690-4377-8db3-3d826a243e3a/callbacks';

const issuesOf = (config: unknown) => v.safeParse(StageConfigSchema, config).issues?.map(describeIssue);

describe('stage config', () => {
  it('takes an empty file and fills in every default', () => {
    expect(v.parse(StageConfigSchema, {})).toEqual({
      auth: { accept: ['api-key'], require: 'any' },
      placers: {},
      deletionProtection: true,
      logRetentionDays: 30,
      alarms: {},
      reservedConcurrency: {},
      throttle: { ratePerSecond: 100, burst: 200 },
      customerManagedKey: false,
      customersReached: false,
    });
  });

  it('takes a file in which every key is set', () => {
    const config = {
      auth: { accept: ['api-key', 'signature'], require: 'any' },
      placers: {
        crm: {
          kind: 'signed-http',
          url: 'https://crm.example/callbacks',
          secret: 'crm/signing',
          timeoutSeconds: 5,
        },
        dialer: { kind: 'lambda', functionName: 'dialer:live', timeoutSeconds: 10 },
      },
      partnerEventSource: SOURCE,
      apiDestination: { eventBusName: 'central' },
      deletionProtection: false,
      logRetentionDays: 7,
      alarms: { email: 'ops@example.com', topicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms' },
      reservedConcurrency: { ingest: 4, sweep: 1, automation: 2, query: 1, operator: 1 },
      throttle: { ratePerSecond: 1, burst: 1 },
      customerManagedKey: true,
      customersReached: true,
    };
    expect(v.parse(StageConfigSchema, config)).toEqual(config);
  });

  it('names a misspelt key at any depth', () => {
    expect(issuesOf({ alarm: {} })).toEqual([{ path: 'alarm', expected: 'no such key' }]);
    expect(issuesOf({ alarms: { mail: 'ops@example.com' } })).toEqual([
      { path: 'alarms.mail', expected: 'no such key' },
    ]);
    expect(issuesOf({ auth: { acept: [] } })).toEqual([{ path: 'auth.acept', expected: 'no such key' }]);
  });

  it.each([
    ['something else than an object', 'dev', '', 'Object'],
    ['a wrong type', { deletionProtection: 'yes' }, 'deletionProtection', 'boolean'],
    ['null', { alarms: null }, 'alarms', 'Object'],
    [
      'a way of authentication that is not built',
      { auth: { accept: ['jwt'] } },
      'auth.accept.0',
      '("api-key" | "signature")',
    ],
    ['no way of authentication', { auth: { accept: [] } }, 'auth.accept', 'at least one'],
    [
      'a log retention that CloudWatch lacks',
      { logRetentionDays: 31 },
      'logRetentionDays',
      /^one of 1, 3, 5/,
    ],
    [
      'half a request per second',
      { throttle: { ratePerSecond: 0.5 } },
      'throttle.ratePerSecond',
      'a whole number from 1 to 10000',
    ],
    [
      'a concurrency that a queue cannot use',
      { reservedConcurrency: { automation: 1 } },
      'reservedConcurrency.automation',
      'a whole number from 2 to 1000',
    ],
    ['no address', { alarms: { email: 'ops' } }, 'alarms.email', 'an e-mail address'],
    ['no ARN', { alarms: { topicArn: 'alarms' } }, 'alarms.topicArn', 'the ARN of a standard SNS topic'],
    [
      'a placer of an unknown kind',
      { placers: { crm: { kind: 'fax' } } },
      'placers.crm.kind',
      '("signed-http" | "lambda" | "genesys-callback" | "genesys-call" | "genesys-campaign-contact")',
    ],
    [
      'a placer without what it needs',
      { placers: { crm: { kind: 'lambda' } } },
      'placers.crm.functionName',
      'a value, but it is missing',
    ],
    [
      'a placer under a built-in name',
      { placers: { announce: { kind: 'lambda', functionName: 'f' } } },
      'placers.announce',
      'a name other than announce and dry-run',
    ],
    [
      'a function name with a wildcard',
      { placers: { crm: { kind: 'lambda', functionName: '*' } } },
      'placers.crm.functionName',
      'the name or ARN of a function',
    ],
    [
      'a secret name with a wildcard',
      { placers: { crm: { kind: 'signed-http', url: 'https://crm.example', secret: 'crm*' } } },
      'placers.crm.secret',
      'the name or ARN of a secret',
    ],
    [
      'plain http',
      { placers: { crm: { kind: 'signed-http', url: 'http://crm.example', secret: 's' } } },
      'placers.crm.url',
      'an https address, without user and password',
    ],
    [
      'an event source of another partner',
      { partnerEventSource: 'aws.partner/example.com/callbacks' },
      'partnerEventSource',
      /^the name of a partner event source of Genesys Cloud/,
    ],
    [
      'an event source with a wildcard',
      { partnerEventSource: SOURCE.replace('callbacks', '*') },
      'partnerEventSource',
      /^the name of a partner event source of Genesys Cloud/,
    ],
    [
      'an API destination without a bus',
      { apiDestination: {} },
      'apiDestination.eventBusName',
      'a value, but it is missing',
    ],
    [
      'a bus by its ARN',
      { apiDestination: { eventBusName: 'arn:aws:events:eu-central-1:123456789012:event-bus/central' } },
      'apiDestination.eventBusName',
      'the name of an event bus of this account and region',
    ],
  ])('refuses %s', (_, config, path, expected) => {
    const [issue] = issuesOf(config) ?? [];
    expect(issue).toEqual({
      path,
      expected: expected instanceof RegExp ? expect.stringMatching(expected) : expected,
    });
  });

  it('refuses to have one bus deliver its events twice', () => {
    const config = (eventBusName: string) => ({
      partnerEventSource: SOURCE,
      apiDestination: { eventBusName },
    });
    expect(issuesOf(config(SOURCE))).toEqual([
      {
        path: 'apiDestination',
        expected:
          'an eventBusName other than partnerEventSource, whose events the notifications queue gets already',
      },
    ]);
    expect(issuesOf(config('central'))).toBeUndefined();
    expect(issuesOf({ apiDestination: { eventBusName: SOURCE } })).toBeUndefined();
  });

  it.each([
    ['takes', { accept: ['api-key'], require: 'any' }],
    ['takes', { accept: ['api-key'], require: 'all' }],
    ['takes', { accept: ['signature', 'api-key'], require: 'any' }],
    ['refuses', { accept: ['signature', 'api-key'], require: 'all' }],
    ['refuses', { accept: ['signature'], require: 'any' }],
  ])('%s an API destination, which sends an API key and nothing else, with %j', (verb, auth) => {
    const refused = [
      {
        path: 'auth',
        expected: 'an API key to be accepted, and to be enough: it is all that the apiDestination can send',
      },
    ];
    const issues = issuesOf({ auth, apiDestination: { eventBusName: 'central' } });
    expect(issues).toEqual(verb === 'refuses' ? refused : undefined);
    expect(issuesOf({ auth })).toBeUndefined();
  });

  it('refuses more placers than fit into the environment of a function', () => {
    const placer = { kind: 'lambda', functionName: 'f'.repeat(60) };
    const placers = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`placer-${index}`, placer]));
    expect(issuesOf({ placers: placers(20) })).toBeUndefined();
    expect(issuesOf({ placers: placers(40) })).toEqual([
      { path: 'placers', expected: 'at most 3000 characters of JSON in all' },
    ]);
  });
});

describe('stage name', () => {
  it.each(['dev', 'p', 'eu-1', 'a234567890123456789z'])('takes %s', (name) => {
    expect(v.is(StageNameSchema, name)).toBe(true);
  });

  it.each(['', 'Dev', '1st', '../prod', 'a b', 'a2345678901234567890z', 'dev\n', 7, undefined])(
    'refuses %j',
    (name) => {
      expect(v.is(StageNameSchema, name)).toBe(false);
    },
  );
});
