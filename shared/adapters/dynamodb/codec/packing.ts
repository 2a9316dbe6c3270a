/**
 * What the parts of one item share while they are written or read: instants are told relative to the item's own, and
 * a text or order that was told before is told by its number. Parts are read in the order in which they were written.
 */
import { packText, unpackText } from '#shared/adapters/dynamodb/codec/packed-text.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** What compact JSON is made of. */
export type Packed = string | number | readonly Packed[];

export interface Packing {
  instant(at: number): Packed;
  text(text: string): Packed;
  /** For texts that begin with the conversation's id. */
  ownText(text: string): Packed;
  /** The number of an equal order told before, if any; else remembers this one. */
  knownOrder(order: string): number | undefined;
}

export interface Unpacking {
  instant(packed: unknown): number;
  text(packed: unknown): string;
  ownText(packed: unknown): string;
  /** Orders in the order in which they were told. */
  readonly orders: unknown[];
}

/** A part does not have the form that its writer gives it. Says nothing of what it holds. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

/** Starts writing one conversation's item. */
export function startPacking(conversationId: string, base: EpochMs): Packing {
  const known = numbering([conversationId]);
  return {
    knownOrder: numbering([]),
    instant: (at) => {
      const distance = at - base;
      // Further apart than numbers are exact.
      return Number.isSafeInteger(distance) ? distance : String(at);
    },
    text: (text) => known(text) ?? packText(text),
    ownText: (text) => {
      const index = known(text);
      if (index !== undefined) return index;
      return text.startsWith(conversationId) ? [text.slice(conversationId.length)] : packText(text);
    },
  };
}

function numbering(first: readonly string[]) {
  const numbers = new Map(first.map((one, number) => [one, number]));
  return (thing: string) => {
    const number = numbers.get(thing);
    if (number === undefined) numbers.set(thing, numbers.size);
    return number;
  };
}

/** Starts reading one conversation's item. */
export function startUnpacking(conversationId: string, base: EpochMs): Unpacking {
  const texts = [conversationId];
  const text = (packed: unknown) => {
    const found = typeof packed === 'number' ? texts[packed] : unpackNew(packed);
    if (found === undefined) throw new MalformedError();
    if (typeof packed !== 'number') texts.push(found);
    return found;
  };
  return {
    orders: [],
    text,
    instant: (packed) => {
      if (typeof packed === 'number') return base + packed;
      if (typeof packed === 'string') return Number(packed);
      throw new MalformedError();
    },
    ownText: (packed) => {
      if (!Array.isArray(packed)) return text(packed);
      if (typeof packed[0] !== 'string') throw new MalformedError();
      const own = conversationId + packed[0];
      texts.push(own);
      return own;
    },
  };
}

const unpackNew = (packed: unknown) => (typeof packed === 'string' ? unpackText(packed) : undefined);
