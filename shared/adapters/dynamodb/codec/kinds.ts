import {
  MalformedError,
  type Packed,
  type Packing,
  type Unpacking,
} from '#shared/adapters/dynamodb/codec/packing.ts';

/** How values of one kind are written and read. What is read still has to pass the item's schema. */
export interface Kind<T> {
  pack(value: T, packing: Packing): Packed;
  unpack(packed: unknown, unpacking: Unpacking): unknown;
}

export const text: Kind<string> = {
  pack: (value, packing) => packing.text(value),
  unpack: (packed, unpacking) => unpacking.text(packed),
};

/** Texts that are neither shortened nor told twice. */
export const literal: Kind<string> = {
  pack: (value) => value,
  unpack: (packed) => packed,
};

/** Texts that usually begin with the conversation's id. */
export const ownText: Kind<string> = {
  pack: (value, packing) => packing.ownText(value),
  unpack: (packed, unpacking) => unpacking.ownText(packed),
};

export const instant: Kind<number> = {
  pack: (value, packing) => packing.instant(value),
  unpack: (packed, unpacking) => unpacking.instant(packed),
};

export const amount: Kind<number> = {
  pack: (value) => value,
  unpack: (packed) => packed,
};

/** Texts of which the common ones are told by their place in `words`. That list may only grow at its end. */
export function word<T extends string>(words: readonly T[]): Kind<T> {
  const places = new Map<string, number>(words.map((one, place) => [one, place]));
  return {
    pack: (value) => places.get(value) ?? value,
    unpack: (packed) => (typeof packed === 'number' ? words[packed] : packed),
  };
}

/** Instants in ISO 8601, or texts. */
export const instantOrText: Kind<string> = {
  pack: (value, packing) => {
    const at = Date.parse(value);
    const isCanonical = !Number.isNaN(at) && new Date(at).toISOString() === value;
    return isCanonical ? [packing.instant(at)] : packing.text(value);
  },
  unpack: (packed, unpacking) =>
    Array.isArray(packed) ? new Date(unpacking.instant(packed[0])).toISOString() : unpacking.text(packed),
};

export function listOf<T>(kind: Kind<T>): Kind<readonly T[]> {
  return {
    pack: (values, packing) => values.map((value) => kind.pack(value, packing)),
    unpack: (packed, unpacking) => {
      if (!Array.isArray(packed)) throw new MalformedError();
      return packed.map((one) => kind.unpack(one, unpacking));
    },
  };
}
