/** Before the first event: the functions' variables, a start that fails, and the templates of a deployment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { AutomationVariablesSchema } from '#shared/config/automation-variables.ts';
import {
  IngestVariablesSchema,
  OperatorVariablesSchema,
  QueryVariablesSchema,
  readVariables,
  SweepVariablesSchema,
} from '#shared/config/variables.ts';
import { EVERYTHING, stackTemplate } from '#test/cdk/synthesis.ts';
import { launch } from '#test/integration/local-processes.ts';
import { NUMBER, SECRET, TEXT } from '#test/integration/privacy/canaries.ts';
import { leaksIn } from '#test/integration/privacy/leaks-in.ts';
import { outcomeOf } from '#test/integration/privacy/told-of.ts';

const SCHEMAS = {
  ingest: IngestVariablesSchema,
  automation: AutomationVariablesSchema,
  sweep: SweepVariablesSchema,
  query: QueryVariablesSchema,
  operator: OperatorVariablesSchema,
} as const;

/** Variables of which none is as it should be, and each says more than it should. */
const SPOILT: Readonly<Record<string, string>> = {
  STAGE: '  ',
  TABLE_NAME: '',
  TIMERS_QUEUE_URL: ' ',
  AUTH: `{"accept":["${SECRET.apiKey}"],"require":"${SECRET.jwt}"}`,
  API_KEY_SECRET: ' ',
  CUSTOMERS_SECRET: '',
  PARAMETER_PATH: `${TEXT.customer}${NUMBER.e164}/`,
  PLACERS: JSON.stringify({
    crm: {
      kind: 'signed-http',
      url: `https://sender:${SECRET.basicPassword}@host`,
      secret: SECRET.signingSecret,
    },
    other: { kind: SECRET.clientSecret, functionName: [TEXT.email] },
    third: { kind: 'genesys-callback', genesys: { region: SECRET.accessToken, secret: { s: NUMBER.e164 } } },
  }),
};
const NO_JSON = { ...SPOILT, AUTH: SECRET.apiKey, PLACERS: `{"crm":${SECRET.clientSecret}` };

describe.each(Object.entries(SCHEMAS))('variables of %s that do not fit', (_, schema) => {
  it.each([
    ['of wrong values', SPOILT],
    ['that are no JSON', NO_JSON],
  ])('are refused by their names alone: %s', async (_, variables) => {
    const told = await outcomeOf(async () => readVariables(schema, variables));
    expect(told).toContain('The environment does not fit');
    expect(leaksIn(told)).toEqual([]);
  });
});

/** Loads a function's entry point as Lambda does, in a process of its own; what that prints. */
async function startedWith(name: string, variables: Readonly<Record<string, string>>) {
  const file = join(import.meta.dirname, '../../../lambdas', name, 'index.ts');
  const child = spawn(process.execPath, [file], {
    env: {
      ...variables,
      AWS_SECRET_ACCESS_KEY: SECRET.awsSecretKey,
      AWS_SESSION_TOKEN: SECRET.awsSessionToken,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const [code] = await once(child, 'close');
  return { code, printed };
}

describe('a process that cannot start', () => {
  it.each(['ingest', 'automation'])('dies without a word of its variables: %s', async (name) => {
    const { code, printed } = await startedWith(name, SPOILT);
    expect(code).toBe(1);
    expect(printed).toContain('The environment does not fit');
    expect(leaksIn(printed)).toEqual([]);
  });
});

describe('a stack that cannot start', () => {
  it.each([
    ['a placer with a password in its address', `https://sender:${SECRET.basicPassword}@host/`],
    ['a placer whose address is none', `${TEXT.customer} ${NUMBER.e164}`],
  ])('does not say what it read: %s', async (_, url) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'local-privacy-'));
    const placers = { crm: { kind: 'signed-http', url, secret: SECRET.signingSecret } };
    writeFileSync(join(dataDir, 'placers.json'), JSON.stringify(placers));
    const { code, stdout, stderr } = await launch('start.ts', [], { PORT: '0', DATA_DIR: dataDir }).ended;
    rmSync(dataDir, { recursive: true });
    expect([code, stderr]).toEqual([1, expect.stringContaining('placers.json does not fit. crm.')]);
    expect(leaksIn(stdout + stderr)).toEqual([]);
  });
});

describe('a template', () => {
  /** Where a template holds what is to be a secret as plain text; a reference and a name are none. */
  function secretsIn(value: unknown, path: string): readonly string[] {
    if (typeof value === 'string') {
      return /(SecretString|ApiKeyValue|Password|AccessKey|ClientSecret)$/i.test(path) &&
        !/^\{\{resolve:/.test(value)
        ? [path]
        : [];
    }
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, one]) => secretsIn(one, `${path}.${key}`));
  }

  it('holds no secret, and nothing of whoever makes it', () => {
    vi.stubEnv('API_KEY', SECRET.apiKey);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET.awsSecretKey);
    vi.stubEnv('AWS_SESSION_TOKEN', SECRET.awsSessionToken);
    const template = stackTemplate('test', EVERYTHING).toJSON();
    vi.unstubAllEnvs();
    expect(leaksIn(JSON.stringify(template))).toEqual([]);
    expect(secretsIn(template, '')).toEqual([]);
  });

  it('would be seen to hold one', () => {
    const properties = { ApiKeyAuthParameters: { ApiKeyValue: SECRET.apiKey } };
    expect(secretsIn({ Resources: { Connection: { Properties: properties } } }, '')).toEqual([
      '.Resources.Connection.Properties.ApiKeyAuthParameters.ApiKeyValue',
    ]);
  });
});
