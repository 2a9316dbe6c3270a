import { describe, expect, it } from 'vitest';
import type { CallbackRecord } from '#shared/domain/conversation.ts';
import { replacingSince, withTold } from '#shared/domain/replacing.ts';
import { NOON, noon } from '#test/builders/times.ts';

const record = (key: string, more: Partial<CallbackRecord> = {}): CallbackRecord => ({
  key,
  triggers: [],
  ...more,
});

describe('a callback that replaced another', () => {
  const told = (key: string, first: number, last = first) =>
    record(key, { toldAt: noon(first), toldLastAt: noon(last) });
  const since = (...records: readonly CallbackRecord[]) => replacingSince({ callbacks: records }, 'own');

  it.each([
    ['did so when it was first told of', [told('own', 20, 90), told('a', 0), told('b', 5, 19)], noon(20)],
    [
      'did so when it was first told of, with the other’s last word',
      [told('own', 20), told('a', 0, 20)],
      noon(20),
    ],
    [
      'did so after the last word of the other, where it was moved back',
      [told('own', 0, 90), told('a', 10, 19)],
      noon(19, 1),
    ],
    ['did not, where it is the only one', [told('own', 20)], undefined],
    ['did not, where the other came later', [told('own', 0, 9), told('a', 10, 19)], undefined],
    ['did not, where nobody told of the other', [told('own', 20), record('a', { since: NOON })], undefined],
    ['is none, where nobody told of it', [record('own'), told('a', 0)], undefined],
    ['is none, where it is not recorded', [told('a', 0), told('b', 5)], undefined],
  ] as const)('%s', (_, records, expected) => {
    expect(since(...records)).toBe(expected);
    expect(since(...records.toReversed())).toBe(expected);
  });

  it('is told of from the first word to the last, whichever comes first', () => {
    const [early, late] = [noon(1), noon(9)];
    const known = withTold(withTold(record('own'), late), early);
    expect(known).toEqual(withTold(withTold(record('own'), early), late));
    expect(known).toEqual(told('own', 1, 9));
    expect(withTold(known, noon(5))).toBe(known);
  });
});
