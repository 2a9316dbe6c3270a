import { PACKED_LENGTH, packUuid, unpackUuid } from '#shared/adapters/dynamodb/codec/packed-uuid.ts';

const MARK = '=';
const UUID_LENGTH = 36;

/**
 * Shortens a text that is a lower-case UUID or ends with one; every other text stays as it is.
 *
 * Read from the left: `=` and a text taken literally; 22 characters, a packed UUID; anything that ends with `=` and 22
 * characters, a text that ends with a UUID; else the text itself. Texts that would be misread get the `=` in front.
 */
export function packText(text: string): string {
  const uuid = packUuid(text);
  if (uuid !== undefined) return uuid;
  if (text.startsWith(MARK)) return MARK + text;
  const tail = text.length > UUID_LENGTH ? packUuid(text.slice(-UUID_LENGTH)) : undefined;
  if (tail !== undefined) return text.slice(0, -UUID_LENGTH) + MARK + tail;
  return text.length === PACKED_LENGTH || hasPackedTail(text) ? MARK + text : text;
}

/** Restores what `packText` packed; `undefined` for anything that it cannot have made. */
export function unpackText(packed: string): string | undefined {
  if (packed.startsWith(MARK)) return packed.slice(1);
  if (packed.length === PACKED_LENGTH) return unpackUuid(packed);
  if (!hasPackedTail(packed)) return packed;
  const uuid = unpackUuid(packed.slice(-PACKED_LENGTH));
  return uuid && packed.slice(0, -PACKED_LENGTH - 1) + uuid;
}

const hasPackedTail = (text: string) =>
  text.length > PACKED_LENGTH + 1 && text.charAt(text.length - PACKED_LENGTH - 1) === MARK;
