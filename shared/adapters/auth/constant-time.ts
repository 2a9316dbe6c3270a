import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Tells whether `given` is one of `expected`, in a time that depends on neither's content nor on which one it is. */
export function isOneOf(given: string, expected: readonly string[]): boolean {
  const hashed = digest(given);
  return expected.map((one) => timingSafeEqual(hashed, digest(one))).includes(true);
}
