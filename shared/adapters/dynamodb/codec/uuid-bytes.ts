import { MalformedError } from '#shared/adapters/dynamodb/codec/malformed-error.ts';

export const UUID_LENGTH = 36;
export const UUID_BYTES = 16;

/** More than any byte, so that it shows in a value that was put together. */
const NOT_A_DIGIT = 256;
const DIGITS = new Uint16Array(128).fill(NOT_A_DIGIT);
for (const [value, digit] of [...'0123456789abcdef'].entries()) DIGITS[digit.charCodeAt(0)] = value;

/** Where each byte has its first digit. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const DASH = 45;

const digitAt = (text: string, place: number) => DIGITS[text.charCodeAt(place)] ?? NOT_A_DIGIT;

const hasDash = (text: string, place: number) => text.charCodeAt(place) === DASH;

/** Writes the lower-case UUID that begins at `start` of `text` into 16 bytes; false where there is none. */
export function writeUuid(text: string, start: number, bytes: Uint8Array, offset: number): boolean {
  if (
    !(
      hasDash(text, start + 8) &&
      hasDash(text, start + 13) &&
      hasDash(text, start + 18) &&
      hasDash(text, start + 23)
    )
  ) {
    return false;
  }
  let at = offset;
  for (const place of PLACES) {
    const value = (digitAt(text, start + place) << 4) | digitAt(text, start + place + 1);
    if (value >= NOT_A_DIGIT) return false;
    bytes[at++] = value;
  }
  return true;
}

/** Reads the UUID that `writeUuid` wrote. */
export function readUuid(bytes: Buffer, offset: number): string {
  if (offset + UUID_BYTES > bytes.length) throw new MalformedError();
  const hex = bytes.toString('hex', offset, offset + UUID_BYTES);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
