import type { Kind } from '#shared/adapters/dynamodb/codec/kinds.ts';
import {
  MalformedError,
  type Packed,
  type Packing,
  type Unpacking,
} from '#shared/adapters/dynamodb/codec/packing.ts';

type NameOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, K> = T extends unknown ? (K extends keyof T ? NonNullable<T[K]> : never) : never;

/** A letter and a value; or one letter for each possible value; a field that has its `usual` value is left out. */
type Field<V> =
  | { readonly letter: string; readonly kind: Kind<V>; readonly usual?: V }
  | { readonly letters: readonly (readonly [letter: string, value: V])[] };

/** Every field of `T`, or of any member of a union: a new one does not compile until it has a letter. */
export type Fields<T> = { readonly [K in NameOf<T>]: Field<ValueOf<T, K>> };

interface RecordKind<T> extends Kind<T> {
  unpack(packed: unknown, unpacking: Unpacking): Record<string, unknown>;
}

interface Reader {
  readonly name: string;
  readonly kind?: Kind<unknown>;
  readonly value?: unknown;
}

/**
 * Records as arrays: the letters of the fields that are there, then the values of those that have one.
 * Letters must never get another meaning within one schema number.
 */
export function recordOf<T extends object>(fields: Fields<T>): RecordKind<T> {
  const writers = new Map(Object.entries<Field<unknown>>(fields));
  const readers = readersOf(writers);
  const usual = [...writers].flatMap(([name, field]) =>
    'usual' in field ? [[name, field.usual] as const] : [],
  );
  return {
    pack: (record, packing) => packRecord(writers, Object.entries(record), packing),
    unpack(packed, unpacking) {
      if (!Array.isArray(packed) || typeof packed[0] !== 'string') throw new MalformedError();
      const told = unpackFields(readers, packed[0], packed.slice(1), unpacking);
      return Object.fromEntries([...usual, ...told]);
    },
  };
}

function packRecord(
  writers: ReadonlyMap<string, Field<unknown>>,
  entries: readonly (readonly [string, unknown])[],
  packing: Packing,
): Packed {
  let letters = '';
  const packed: Packed[] = [letters];
  for (const [name, value] of entries) {
    const field = writers.get(name);
    if (field === undefined) throw new TypeError(`A stored record has no letter for its field ${name}.`);
    if (value === undefined) continue;
    if ('letters' in field) letters += letterFor(field.letters, value);
    else if (value !== field.usual) {
      letters += field.letter;
      packed.push(field.kind.pack(value, packing));
    }
  }
  packed[0] = letters;
  return packed;
}

function unpackFields(
  readers: ReadonlyMap<string, Reader>,
  letters: string,
  values: readonly unknown[],
  unpacking: Unpacking,
): (readonly [string, unknown])[] {
  let next = 0;
  return [...letters].map((letter) => {
    const reader = readers.get(letter);
    if (reader === undefined) throw new MalformedError();
    return [reader.name, reader.kind ? reader.kind.unpack(values[next++], unpacking) : reader.value];
  });
}

function letterFor(letters: readonly (readonly [string, unknown])[], value: unknown): string {
  const found = letters.find(([, one]) => one === value);
  if (found === undefined) throw new TypeError('A stored record has no letter for one of its values.');
  return found[0];
}

function readersOf(fields: ReadonlyMap<string, Field<unknown>>): ReadonlyMap<string, Reader> {
  const pairs = [...fields].flatMap(([name, field]): (readonly [string, Reader])[] =>
    'letters' in field
      ? field.letters.map(([letter, value]) => [letter, { name, value }] as const)
      : [[field.letter, { name, kind: field.kind }]],
  );
  const readers = new Map(pairs);
  if (readers.size !== pairs.length) throw new TypeError('Two fields of a stored record share a letter.');
  return readers;
}
