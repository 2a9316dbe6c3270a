import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AutomationParameterSchema } from '#shared/config/automation-parameter.ts';
import { AutomationVariablesSchema } from '#shared/config/automation-variables.ts';
import { GenesysClientSchema } from '#shared/config/placers/genesys-client.ts';
import { PlacerSchema } from '#shared/config/placers.ts';
import { StageConfigSchema } from '#shared/config/stage.ts';
import {
  IngestVariablesSchema,
  OperatorVariablesSchema,
  QueryVariablesSchema,
  SweepVariablesSchema,
} from '#shared/config/variables.ts';

const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

const SCHEMAS: Readonly<Record<string, v.GenericSchema>> = {
  'stage config': StageConfigSchema,
  'automation parameter': AutomationParameterSchema,
};
const blocks = [...page.matchAll(/(?:<!-- ([a-z ]+) -->\n+)?```json\n(.*?)```/gs)].map(
  ([, mark = 'no mark', json = '']) => ({ mark, json }),
);

/** The rows of the page's tables, by the word in backticks that they begin with. */
const rows = new Map(
  [...page.matchAll(/^\| `([^`]+)` +\| (.*) \|$/gm)].map(([, key = '', rest = '']) => {
    return [key, rest.split(' | ').map((cell) => cell.trim())];
  }),
);

/** What a schema holds, as far as this test looks into it. */
interface Described {
  readonly type: string;
  readonly wrapped?: Described;
  readonly pipe?: readonly Described[];
  readonly entries?: Readonly<Record<string, Described>>;
}

/** The keys of a schema's innermost objects, joined by dots. */
function keysOf(schema: Described, prefix = ''): string[] {
  if (schema.wrapped !== undefined) return keysOf(schema.wrapped, prefix);
  if (schema.entries === undefined) return [prefix.slice(0, -1)];
  return Object.entries(schema.entries).flatMap(([key, inner]) => keysOf(inner, `${prefix}${key}.`));
}

/** The keys of every kind of placer, and those of a Genesys client, which several kinds have, once. */
const PLACER_KEYS: readonly [string, string[]][] = [
  ...PlacerSchema.options.map((option): [string, string[]] => {
    const kind = option.entries.kind.literal;
    const keys = keysOf(option).filter((key) => !key.startsWith('genesys.'));
    return [kind, keys.map((key) => `placers.<${kind}>.${key}`)];
  }),
  ['a Genesys client', keysOf(GenesysClientSchema, 'genesys.')],
];

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

function flattened(value: object, prefix = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] =>
    isObject(inner) ? flattened(inner, `${prefix}${key}.`) : [[`${prefix}${key}`, inner]],
  );
}

describe('the examples in configuration.md', () => {
  it.each(blocks)('hold: $mark $json', ({ mark, json }) => {
    expect(Object.keys(SCHEMAS)).toContain(mark);
    const schema = SCHEMAS[mark] ?? v.never();
    expect(v.safeParse(schema, JSON.parse(json)).issues).toBeUndefined();
  });

  it.each(['dev', 'prod'])('show the stage %s as it is', (stage) => {
    const file = readFileSync(new URL(`../../cdk/config/${stage}.json`, import.meta.url), 'utf8');
    expect(blocks.map(({ json }) => json)).toContain(file);
  });

  it('are there for both kinds', () => {
    expect(new Set(blocks.map(({ mark }) => mark))).toEqual(new Set(Object.keys(SCHEMAS)));
  });
});

describe('the tables in configuration.md', () => {
  it.each([
    ['the stage config', keysOf(StageConfigSchema)],
    ['automations', keysOf(AutomationParameterSchema)],
    ...PLACER_KEYS,
  ])('have every key of %s', (_, keys) => {
    expect(keys.filter((key) => !rows.has(key))).toEqual([]);
  });

  it('have no key that there is not', () => {
    const known = [
      ...keysOf(StageConfigSchema),
      ...keysOf(AutomationParameterSchema),
      ...PLACER_KEYS.flatMap(([, keys]) => keys),
    ];
    const configured = [...rows].filter(([key, cells]) => /^[a-z]/.test(key) && cells.length === 2);
    expect(configured.map(([key]) => key).filter((key) => !known.includes(key))).toEqual([]);
  });

  const defaults = [
    ...flattened(v.parse(StageConfigSchema, {})),
    ...flattened(v.parse(AutomationParameterSchema, { placer: 'announce' })),
  ].filter(([key]) => rows.has(key) && key !== 'placer');

  it.each(defaults)('tell the default of %s: %j', (key, value) => {
    expect(rows.get(key)?.at(-1)).toBe(`\`${JSON.stringify(value)}\``);
  });

  it('have every environment variable, with the functions that read it', () => {
    const functions = {
      ingest: IngestVariablesSchema,
      sweep: SweepVariablesSchema,
      automation: AutomationVariablesSchema,
      query: QueryVariablesSchema,
      operator: OperatorVariablesSchema,
    };
    const readers = new Map<string, string[]>();
    for (const [name, { entries }] of Object.entries(functions)) {
      for (const key of Object.keys(entries)) readers.set(key, [...(readers.get(key) ?? []), name]);
    }
    const documented = [...rows].filter(([key]) => /^[A-Z_]+$/.test(key));
    expect(documented.map(([key, [names]]) => [key, names])).toEqual(
      [...readers].map(([key, names]) => [key, names.length === 5 ? 'all' : names.join(', ')]),
    );
  });
});
