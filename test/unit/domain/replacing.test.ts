import { describe, expect, it } from 'vitest';
import type { CallbackRecord } from '#shared/domain/conversation.ts';
import { beginningOf, isBeforeReplacing, replacingSince, withTold } from '#shared/domain/replacing.ts';
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

describe('an immediate callback', () => {
  const own = (since: number, toldAt?: number) =>
    record('own', { since: noon(since), ...(toldAt !== undefined && { toldAt: noon(toldAt) }) });
  const other = (toldAt?: number) => record('a', toldAt === undefined ? {} : { toldAt: noon(toldAt) });

  it.each([
    ['began when its participant joined, where it is the only one', [own(-9, 0)], -9],
    ['began so, where another was told of later', [own(-9, 0), other(1)], -9],
    ['began so, where another was told of at that instant', [own(-9, 0), other(0)], -9],
    ['began so, where nobody told of the other', [own(-9, 0), other()], -9],
    ['began so, where nobody told of it', [own(-9), other(-5)], -9],
    ['began when it was told of, where another was before', [own(-9, 0), other(-1)], 0],
    ['began no earlier than its participant joined', [own(3, 0), other(-1)], 3],
  ] as const)('%s', (_, callbacks, expected) => {
    expect(beginningOf({ callbacks }, 'own')).toBe(noon(expected));
  });

  it('that has a time has no other beginning', () => {
    expect(beginningOf({ callbacks: [record('own', { toldAt: NOON }), other(-1)] }, 'own')).toBeUndefined();
  });
});

describe('an agent had the callback before', () => {
  it.each([
    ['who connected before it was replaced, and before the new one’s time', 5, 10, 20, true],
    ['who connected before it was replaced; the new one has no time yet', 5, 10, undefined, true],
    ['but not at the new one’s time', 5, 10, 5, false],
    ['but not as soon as it was replaced', 10, 10, 20, false],
    ['but not since', 12, 10, 20, false],
    ['but not where none was replaced', 5, undefined, 20, false],
  ] as const)('%s', (_, connectedAt, since, due, expected) => {
    const at = (second: number | undefined) => (second === undefined ? undefined : noon(second));
    expect(isBeforeReplacing(noon(connectedAt), at(since), at(due))).toBe(expected);
  });
});
