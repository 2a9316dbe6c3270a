const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HEX = '0123456789abcdef';
/** More than any three hexadecimal digits, so that it shows in a value that was put together. */
const NOT_A_DIGIT = 4096;

/** Where a UUID has its 32 digits; a missing 33rd makes eleven groups of three, each two characters of base64url. */
const PLACES = Uint8Array.from({ length: 36 }, (_, place) => place).filter((place) => !isDash(place));
const PAIRS = Array.from(
  { length: 4096 },
  (_, value) => DIGITS.charAt(value >> 6) + DIGITS.charAt(value & 63),
);
const TRIPLES = Array.from({ length: 4096 }, (_, value) => value.toString(16).padStart(3, '0'));

function isDash(place: number): boolean {
  return place === 8 || place === 13 || place === 18 || place === 23;
}

const valuesOf = (digits: string) => {
  const values = new Uint16Array(128).fill(NOT_A_DIGIT);
  [...digits].forEach((digit, value) => {
    values[digit.charCodeAt(0)] = value;
  });
  return (text: string, place: number) => values[text.charCodeAt(place)] ?? NOT_A_DIGIT;
};
const hexValue = valuesOf(HEX);
const digitValue = valuesOf(DIGITS);

/** Length of a packed UUID. */
export const PACKED_LENGTH = 22;

/** Packs a lower-case UUID into 22 characters of base64url; `undefined` for any other text. */
export function packUuid(text: string): string | undefined {
  if (text.length !== 36 || !hasDashes(text)) return undefined;
  let packed = '';
  for (let digit = 0; digit < 30; digit += 3) {
    const value = (digitAt(text, digit) << 8) | (digitAt(text, digit + 1) << 4) | digitAt(text, digit + 2);
    if (value >= NOT_A_DIGIT) return undefined;
    packed += PAIRS[value];
  }
  const rest = (digitAt(text, 30) << 8) | (digitAt(text, 31) << 4);
  return rest >= NOT_A_DIGIT ? undefined : packed + PAIRS[rest];
}

const digitAt = (text: string, digit: number) => hexValue(text, PLACES[digit] ?? 0);

const hasDashes = (text: string) =>
  text.charAt(8) === '-' && text.charAt(13) === '-' && text.charAt(18) === '-' && text.charAt(23) === '-';

/** Restores what `packUuid` packed; `undefined` for anything that it cannot have made. */
export function unpackUuid(packed: string): string | undefined {
  if (packed.length !== PACKED_LENGTH) return undefined;
  let hex = '';
  for (let at = 0; at < PACKED_LENGTH; at += 2) {
    const value = (digitValue(packed, at) << 6) | digitValue(packed, at + 1);
    if (value >= NOT_A_DIGIT) return undefined;
    hex += TRIPLES[value];
  }
  if (!hex.endsWith('0')) return undefined;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
