/**
 * Draws values from the schemas that the parser checks with: each field of a model comes or doesn't, blank or with a
 * value of its kind. One of all the values drawn can be spoiled.
 */
import type * as v from 'valibot';
import { EXPECTED } from '#shared/genesys/schemas/expectations.ts';
import { aSpoiled, type Kind } from '#test/fuzz/generators/spoiled-values.ts';
import {
  aDecimal,
  aNumber,
  anEpoch,
  anId,
  anInstant,
  aText,
  aTimeout,
  aWhole,
  aWord,
  type Dialect,
} from '#test/fuzz/generators/words.ts';
import type { Random } from '#test/simulation/random.ts';

/** How a body is drawn, and how far it is. */
export interface Draft {
  readonly random: Random;
  readonly dialect: Dialect;
  /** The share of fields that come; less further down. */
  readonly density: number;
  /** Which of the values is spoiled, counted as they are drawn. */
  readonly spoilAt?: number;
  drawn: number;
}

type Schema = v.GenericSchema;
type Wrapping = Schema & { readonly wrapped: Schema };
type Listing = Schema & { readonly item: Schema };
type Recording = Schema & { readonly value: Schema };
type Custom = Schema & { readonly message: string; readonly check: (value: unknown) => boolean };
type Model = Schema & { readonly entries: Readonly<Record<string, Schema>> };
type Lazy = Schema & { readonly getter: (input: unknown) => Schema };

const KINDS: Readonly<Record<string, Kind>> = {
  [EXPECTED.text]: 'text',
  [EXPECTED.flag]: 'flag',
  [EXPECTED.whole]: 'whole',
  [EXPECTED.decimal]: 'decimal',
  [EXPECTED.instant]: 'instant',
  [EXPECTED.epoch]: 'epoch',
  [EXPECTED.timeout]: 'timeout',
};

const IS_ID = /^id$|Ids?$|^peer$/;
const IS_NUMBER = /numbers?$|^address|^ani$|^dnis$/i;

function aTextFor(name: string, { random, dialect }: Draft): string {
  const word = aWord(name, random, dialect);
  if (word !== undefined) return word;
  if (IS_ID.test(name)) return anId(random);
  return IS_NUMBER.test(name) ? aNumber(random) : aText(random);
}

function aValue(kind: Kind, name: string, draft: Draft): unknown {
  const { random } = draft;
  switch (kind) {
    case 'flag':
      return random.chance(0.5);
    case 'whole':
      return aWhole(random);
    case 'decimal':
      return aDecimal(random);
    case 'instant':
      return anInstant(random);
    case 'epoch':
      return anEpoch(random);
    case 'either instant':
      return random.chance(0.5) ? anEpoch(random) : anInstant(random);
    case 'timeout':
      return aTimeout(random);
    default:
      return aTextFor(name, draft);
  }
}

/** A value of this kind, unless it is the one to be spoiled. */
function orSpoiled(kind: Kind, draft: Draft, draw: () => unknown): unknown {
  return draft.drawn++ === draft.spoilAt ? aSpoiled(kind, draft.random) : draw();
}

function drawCustom({ message, check }: Custom, name: string, draft: Draft): unknown {
  const kind = KINDS[message];
  if (kind === undefined) throw new Error(`There is no generator for a field that expects ${message}.`);
  const told = kind === 'instant' && check(0) ? 'either instant' : kind;
  return orSpoiled(told, draft, () => aValue(told, name, draft));
}

/** Where lists and models lie within others they grow thin, so that a body ends. */
const thinner = (draft: Draft): Draft => ({ ...draft, density: draft.density * 0.6 });

/** Draws with a thinner draft, and counts on in the thicker one. */
function within<T>(draft: Draft, draw: (inner: Draft) => T): T {
  const inner = thinner(draft);
  const drawn = draw(inner);
  draft.drawn = inner.drawn;
  return drawn;
}

function drawList({ item }: Listing, name: string, draft: Draft): unknown[] {
  const { random, density } = draft;
  const length = random.chance(density) ? random.whole(1, 3) : random.whole(0, 1);
  return within(draft, (inner) => Array.from({ length }, () => drawItem(item, name, inner)));
}

function drawItem(item: Schema, name: string, draft: Draft): unknown {
  if (item.type !== 'nullish')
    return orSpoiled('object in a list', draft, () => drawInside(item, name, draft));
  const blank = draft.random.chance(0.1);
  return orSpoiled('text in a list', draft, () => (blank ? null : aTextFor(name, draft)));
}

const ATTRIBUTES = [
  'callbackAutomationPlacementKey',
  'preferred language',
  '__proto__',
  'toString',
  'a.b',
  '5',
];

function drawRecord({ value }: Recording, draft: Draft): Record<string, unknown> {
  const names = ATTRIBUTES.filter(() => draft.random.chance(0.2));
  // `__proto__` is a name like others, and what it holds is passed over whatever it is.
  return Object.fromEntries(
    names.map((name) => [name, name === '__proto__' ? aText(draft.random) : drawItem(value, name, draft)]),
  );
}

const fieldsOf = new WeakMap<Model['entries'], readonly (readonly [string, Schema])[]>();

/** A model's fields as pairs, put together once. */
function fieldsIn({ entries }: Model): readonly (readonly [string, Schema])[] {
  const known = fieldsOf.get(entries) ?? Object.entries(entries);
  fieldsOf.set(entries, known);
  return known;
}

/** A model's fields, in the order of the schema; `always` come, whatever the density. */
export function drawModel(
  schema: Schema,
  draft: Draft,
  always: readonly string[] = [],
): Record<string, unknown> {
  const { random } = draft;
  const fields: [string, unknown][] = [];
  for (const [name, field] of fieldsIn(schema as Model)) {
    const isForced = always.includes(name);
    if (!isForced && !random.chance(draft.density)) continue;
    const isBlank = !isForced && random.chance(0.08);
    fields.push([name, isBlank ? random.pick([null, '']) : draw(field, name, draft)]);
  }
  // Genesys adds fields without notice, and so may anybody.
  if (random.chance(0.05)) fields.push([random.pick(['newField', '__proto__', 'toString']), aText(random)]);
  return Object.fromEntries(fields);
}

/** A model that holds itself, a record, or what is a text in one dialect and a model in another. */
function drawLazy({ getter }: Lazy, name: string, draft: Draft): unknown {
  const schema = getter({});
  if (getter('').type !== 'string') return draw(schema, name, draft);
  const isText = draft.random.chance(0.5);
  return orSpoiled('text or object', draft, () =>
    isText ? aTextFor(name, draft) : drawModel(schema, draft),
  );
}

const drawInside = (schema: Schema, name: string, draft: Draft): unknown =>
  schema.type === 'object' ? drawModel(schema, draft) : draw(schema, name, draft);

function draw(schema: Schema, name: string, draft: Draft): unknown {
  switch (schema.type) {
    case 'optional':
      return draw((schema as Wrapping).wrapped, name, draft);
    case 'custom':
      return drawCustom(schema as Custom, name, draft);
    case 'array':
      return orSpoiled('list', draft, () => drawList(schema as Listing, name, draft));
    case 'object':
      return orSpoiled('object', draft, () => within(draft, (inner) => drawModel(schema, inner)));
    case 'record':
      return orSpoiled('object', draft, () => drawRecord(schema as Recording, draft));
    case 'lazy':
      return drawLazy(schema as Lazy, name, draft);
    case 'unknown':
      return undefined;
    default:
      throw new Error(`There is no generator for schemas of type ${schema.type}.`);
  }
}
