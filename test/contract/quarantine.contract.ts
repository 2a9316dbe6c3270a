import { describe, expect, it } from 'vitest';
import type { Quarantine, Quarantined } from '#shared/ports/quarantine.ts';

export interface Kept {
  readonly quarantine: Quarantine;
  kept(): Promise<readonly Quarantined[]>;
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
      const { quarantine, kept } = await create();
      await quarantine.keep(body);
      // Compared as a whole, so that a failure doesn't print megabytes.
      expect((await kept()).map((one) => one.body === body)).toEqual([true]);
    });

    it.each([undefined, 'c-1', '"\u0000\uffff\ud83d é'])(
      'gives back %j beside it, named by the sender',
      async (id) => {
        const { quarantine, kept } = await create();
        await quarantine.keep('{}', id);
        expect(await kept()).toEqual([{ body: '{}', ...(id !== undefined && { conversationId: id }) }]);
      },
    );
  });
}
