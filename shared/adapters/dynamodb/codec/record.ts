import type { Kind, Reader } from '#shared/adapters/dynamodb/codec/kinds.ts';
import { MalformedError } from '#shared/adapters/dynamodb/codec/malformed-error.ts';
import type { StateWriter } from '#shared/adapters/dynamodb/codec/state-writer.ts';

/** How a field is stored that may be missing. */
export interface Maybe<T> {
  readonly ifThere: Kind<T>;
}

export const maybe = <T>(kind: Kind<T>): Maybe<T> => ({ ifThere: kind });

type IsOptional<T, K extends keyof T> = Partial<Pick<T, K>> extends Pick<T, K> ? true : false;

/**
 * Every field of `T`, those that may be missing as such: a new one does not compile until it is stored. Fields that
 * must be there keep their order, the others as well; new ones that may be missing come last.
 */
export type Fields<T> = {
  readonly [K in keyof T]-?: IsOptional<T, K> extends true ? Maybe<NonNullable<T[K]>> : Kind<T[K]>;
};

interface Field {
  readonly name: string;
  readonly kind: Kind<unknown>;
}

/** One bit tells of each whether it is there; more than these don't fit a 32-bit number. */
const MOST_OPTIONAL = 31;

/** Records as the fields that must be there, which others are there, and those. */
export function lettered<T extends object>(fields: Fields<T>): Kind<T> {
  const all = Object.entries<Kind<unknown> | Maybe<unknown>>(fields);
  const required = all.flatMap(([name, kind]) => ('ifThere' in kind ? [] : [{ name, kind }]));
  const optional = all.flatMap(([name, kind]) => ('ifThere' in kind ? [{ name, kind: kind.ifThere }] : []));
  if (optional.length > MOST_OPTIONAL) throw new TypeError('Too many fields that may be missing.');
  const places = new Map([...optional, ...required].map(({ name }, place) => [name, place]));
  return {
    write: (record, to) => {
      const values = valuesByPlace(record, places);
      let place = optional.length;
      for (const { kind } of required) kind.write(values[place++], to);
      if (optional.length > 0) writeOptional(optional, values, to);
    },
    read: (from) => {
      const record: Record<string, unknown> = {};
      for (const { name, kind } of required) record[name] = kind.read(from);
      if (optional.length > 0) readOptional(optional, record, from);
      // biome-ignore lint/nursery/noUnsafeTypeAssertion: `Fields` lists all of T's fields, each with its own kind.
      return record as T;
    },
  };
}

/** Goes through what is there, which is much faster than asking for everything that might be. */
function valuesByPlace<T extends object>(record: T, places: ReadonlyMap<string, number>): readonly unknown[] {
  const values = new Array<unknown>(places.size).fill(undefined);
  for (const name in record) {
    const place = places.get(name);
    if (place !== undefined) values[place] = record[name];
  }
  return values;
}

function writeOptional(fields: readonly Field[], values: readonly unknown[], to: StateWriter): void {
  let there = 0;
  for (let place = 0; place < fields.length; place++) {
    if (values[place] !== undefined) there |= 1 << place;
  }
  to.count(there);
  let place = 0;
  for (const { kind } of fields) {
    const value = values[place++];
    if (value !== undefined) kind.write(value, to);
  }
}

function readOptional(fields: readonly Field[], record: Record<string, unknown>, from: Reader): void {
  const there = from.count();
  let place = 0;
  for (const { name, kind } of fields) {
    if ((there & (1 << place++)) !== 0) record[name] = kind.read(from);
  }
  if (there >= 2 ** place) throw new MalformedError();
}

type VariantOf<T, K> = T extends { readonly kind: infer Q } ? (K extends Q ? Omit<T, 'kind'> : never) : never;

/** What each kind of a union has beside its kind; kinds are stored by their places, so new ones come last. */
export type Variants<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: Fields<VariantOf<T, K>>;
};

/** One of several records, told apart by their `kind`. */
export function variantOf<T extends { readonly kind: string }>(variants: Variants<T>): Kind<T> {
  const records = Object.entries<Fields<object>>(variants).map(
    ([kind, fields]) => [kind, lettered(fields)] as const,
  );
  const numbers = new Map(records.map(([kind], place) => [kind, place]));
  return {
    write: (value, to) => {
      const number = numbers.get(value.kind) ?? records.length;
      to.count(number);
      records[number]?.[1].write(value, to);
    },
    read: (from) => {
      const [kind, record] = records[from.count()] ?? [];
      if (record === undefined) throw new MalformedError();
      // biome-ignore lint/nursery/noUnsafeTypeAssertion: `Variants` makes sure that these are the fields of this kind.
      return { kind, ...record.read(from) } as T;
    },
  };
}
