import { describe, expect, it } from 'vitest';
import { AutomationVariablesSchema } from '#shared/config/automation-variables.ts';
import {
  IngestVariablesSchema,
  OperatorVariablesSchema,
  QueryVariablesSchema,
  readVariables,
  SweepVariablesSchema,
} from '#shared/config/variables.ts';

const ingest = {
  STAGE: 'dev',
  TABLE_NAME: 'table',
  TIMERS_QUEUE_URL: 'https://sqs.example/timers',
  QUARANTINE_QUEUE_URL: 'https://sqs.example/quarantine',
  AUTH: '{"accept":["api-key"]}',
  API_KEY_SECRET: 'api-key',
};
const automation = {
  TABLE_NAME: 'table',
  TIMERS_QUEUE_URL: 'https://sqs.example/timers',
  EVENT_BUS_NAME: 'bus',
  PARAMETER_PATH: '/callback-automation/dev',
  PLACERS: '{}',
};
const { TABLE_NAME: _, ...ingestWithoutTable } = ingest;

describe('reading the variables of a function', () => {
  it('parses JSON and fills in its defaults', () => {
    expect(readVariables(IngestVariablesSchema, ingest)).toEqual({
      ...ingest,
      AUTH: { accept: ['api-key'], require: 'any' },
    });
    expect(readVariables(AutomationVariablesSchema, automation).PLACERS).toEqual({});
  });

  it('takes the key of the customers where there is one', () => {
    for (const [schema, variables] of [
      [IngestVariablesSchema, ingest],
      [AutomationVariablesSchema, automation],
    ] as const) {
      expect(Object.keys(readVariables(schema, variables))).not.toContain('CUSTOMERS_SECRET');
      const told = { ...variables, CUSTOMERS_SECRET: 'customers' };
      expect(readVariables(schema, told).CUSTOMERS_SECRET).toBe('customers');
    }
  });

  it('drops variables that are none of ours', () => {
    const variables = { TABLE_NAME: 'table', PATH: '/usr/bin' };
    expect(readVariables(QueryVariablesSchema, variables)).toEqual({ TABLE_NAME: 'table' });
  });

  it.each([
    [
      'a missing variable',
      IngestVariablesSchema,
      ingestWithoutTable,
      'TABLE_NAME: expected a value, but it is missing',
    ],
    [
      'an empty one',
      SweepVariablesSchema,
      { TABLE_NAME: ' ', TIMERS_QUEUE_URL: 'url' },
      'TABLE_NAME: expected a text that is not empty',
    ],
    ['a wrong type', QueryVariablesSchema, { TABLE_NAME: 5 }, 'TABLE_NAME: expected string'],
    ['text that is not JSON', IngestVariablesSchema, { ...ingest, AUTH: '{' }, 'AUTH: expected JSON'],
    [
      'a typo inside of JSON',
      IngestVariablesSchema,
      { ...ingest, AUTH: '{"acept":[]}' },
      'AUTH.acept: expected no such key',
    ],
    [
      'a placer that does not fit',
      AutomationVariablesSchema,
      { ...automation, PLACERS: '{"a":{"kind":"genesys-call"}}' },
      'PLACERS.a.genesys: expected a value, but it is missing; PLACERS.a.agentTokens: expected a value, but it is missing',
    ],
    [
      'what the operator function lacks',
      OperatorVariablesSchema,
      { TABLE_NAME: 'table' },
      'TIMERS_QUEUE_URL: expected a value, but it is missing',
    ],
    [
      'a path with a slash at its end',
      AutomationVariablesSchema,
      { ...automation, PARAMETER_PATH: '/a/' },
      'PARAMETER_PATH: expected a path that begins, but does not end, with a slash',
    ],
  ])('names %s', (_name, schema, env, fault) => {
    expect(() => readVariables(schema, env)).toThrow(
      new TypeError(`The environment does not fit. ${fault}.`),
    );
  });

  it('names every fault at once', () => {
    expect(() => readVariables(SweepVariablesSchema, {})).toThrow(/TABLE_NAME.*TIMERS_QUEUE_URL/);
  });

  it('never quotes a value', () => {
    const values = {
      ...ingest,
      AUTH: '{"accept":["hunter2"]',
      API_KEY_SECRET: ['hunter3'],
      TABLE_NAME: { hunter: 4 },
    };
    const read = () => readVariables(IngestVariablesSchema, values);
    expect(read).toThrow(TypeError);
    expect(read).not.toThrow(/hunter/);
  });
});
