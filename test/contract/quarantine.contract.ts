import { describe, expect, it } from 'vitest';
import type { Quarantine } from '#shared/ports/quarantine.ts';

export interface Kept {
  readonly quarantine: Quarantine;
  bodies(): Promise<readonly string[]>;
}

const KIB = 1024;
/** Text that cannot be compressed: seven random bits in each character. */
function randomText(length: number): string {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state >>> 16;
  };
  return Array.from({ length }, () => String.fromCharCode(next() & 127)).join('');
}

/** What every quarantine must do. */
export function describeQuarantine(name: string, create: () => Promise<Kept>) {
  describe(`${name} as a quarantine`, () => {
    it.each([
      ['a word', 'not json'],
      ['nothing', ''],
      ['letters of many scripts', 'Zoë, 電話, 🙂'],
      ['half of a surrogate pair', '{"name":"\ud83d"}'],
      ['control characters', '\u0000\u0007\u001f\uffff'],
      ['700 KiB of noise', randomText(700 * KIB)],
      ['700 KiB of noise with half of a surrogate pair', `\udc00${randomText(700 * KIB - 3)}`],
    ])('gives back %s, character for character', async (_what, body) => {
      const { quarantine, bodies } = await create();
      await quarantine.keep(body);
      // Compared as a whole, so that a failure doesn't print megabytes.
      expect((await bodies()).map((kept) => kept === body)).toEqual([true]);
    });
  });
}
