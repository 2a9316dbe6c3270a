import { describe, expect, it } from 'vitest';
import { byNews, instantOf, isNewer, type Order } from '#shared/domain/order.ts';
import { noon } from '#test/builders/times.ts';

/** News with seconds after noon as its instants; unstamped and without a recorded instant unless told otherwise. */
const news = ({
  arrived = 0,
  stamped,
  recorded,
  fingerprint = 'b',
}: Partial<Record<'arrived' | 'stamped' | 'recorded', number>> & { fingerprint?: string } = {}): Order => ({
  arrivedAt: noon(arrived),
  fingerprint,
  ...(stamped !== undefined && { stampedAt: noon(stamped) }),
  ...(recorded !== undefined && { recordedAt: noon(recorded) }),
});

describe('of two stamped pieces of news', () => {
  it('the later stamp is the newer, though it arrived and recorded earlier', () => {
    const late = news({ stamped: 2, arrived: 3, recorded: 0 });
    const early = news({ stamped: 1, arrived: 9, recorded: 1, fingerprint: 'c' });
    expect([isNewer(late, early), isNewer(early, late)]).toEqual([true, false]);
  });

  it('at the same stamp the greater fingerprint is the newer, whichever arrived last', () => {
    const [small, great] = [news({ stamped: 1, arrived: 9, fingerprint: 'a' }), news({ stamped: 1 })];
    expect([isNewer(great, small), isNewer(small, great)]).toEqual([true, false]);
  });

  it('the same is not newer than itself', () => {
    expect(isNewer(news({ stamped: 1 }), news({ stamped: 1 }))).toBe(false);
  });
});

describe('of a stamped and an unstamped piece of news', () => {
  it('the one stamped before something that the other tells of is the older, though it arrived last', () => {
    const stamped = news({ stamped: 1, arrived: 9 });
    const unstamped = news({ recorded: 2, arrived: 3, fingerprint: 'c' });
    expect([isNewer(stamped, unstamped), isNewer(unstamped, stamped)]).toEqual([false, true]);
  });

  it('so it is, where it tells of something later itself', () => {
    const stamped = news({ stamped: 1, recorded: 5, arrived: 9 });
    const unstamped = news({ recorded: 2, arrived: 3, fingerprint: 'c' });
    expect([isNewer(stamped, unstamped), isNewer(unstamped, stamped)]).toEqual([false, true]);
  });

  it.each([
    ['at the very instant', 2],
    ['after the instant', 3],
  ])('stamped %s of what the other tells, the later arrival is the newer', (_, stamp) => {
    const unstamped = news({ recorded: 2, arrived: 4, fingerprint: 'c' });
    expect(isNewer(news({ stamped: stamp, arrived: 5 }), unstamped)).toBe(true);
    expect(isNewer(unstamped, news({ stamped: stamp, arrived: 5 }))).toBe(false);
    expect(isNewer(news({ stamped: stamp, arrived: 3 }), unstamped)).toBe(false);
    expect(isNewer(unstamped, news({ stamped: stamp, arrived: 3 }))).toBe(true);
  });
});

describe('of a stamped piece of news and one that records nothing', () => {
  it('the later arrival is the newer', () => {
    const unstamped = news({ arrived: 4, fingerprint: 'c' });
    expect(isNewer(news({ stamped: 1, arrived: 5 }), unstamped)).toBe(true);
    expect(isNewer(unstamped, news({ stamped: 1, arrived: 5 }))).toBe(false);
  });
});

describe('of two unstamped pieces of news', () => {
  it('the later recorded instant is the newer, though it arrived first', () => {
    const late = news({ recorded: 2, arrived: 1 });
    const early = news({ recorded: 1, arrived: 2, fingerprint: 'c' });
    expect([isNewer(late, early), isNewer(early, late)]).toEqual([true, false]);
  });

  it.each([
    ['with the same recorded instant', 1, 1],
    ['of which the first records nothing', undefined, 1],
    ['of which the last records nothing', 1, undefined],
    ['of which neither records anything', undefined, undefined],
  ])('%s, the later arrival is the newer', (_, one, another) => {
    const recordedAt = (recorded: number | undefined) => (recorded === undefined ? {} : { recorded });
    const first = news({ arrived: 1, ...recordedAt(one) });
    const last = news({ arrived: 2, fingerprint: 'a', ...recordedAt(another) });
    expect([isNewer(last, first), isNewer(first, last)]).toEqual([true, false]);
  });

  it('that arrived in the same millisecond, the one that is told now is the newer, unless it is the same', () => {
    expect(isNewer(news({ fingerprint: 'a' }), news())).toBe(true);
    expect(isNewer(news(), news())).toBe(false);
  });
});

describe('sorted by news', () => {
  const [old, recent] = [news({ stamped: 1 }), news({ stamped: 2, fingerprint: 'c' })];

  it('the newest comes first, and none comes last', () => {
    expect([undefined, old, recent].toSorted(byNews)).toEqual([recent, old, undefined]);
    expect([byNews(undefined, old), byNews(old, undefined)]).toEqual([1, -1]);
    expect([byNews(recent, old), byNews(old, recent)]).toEqual([-1, 1]);
  });

  it('what is of the same news, or of none, is equal', () => {
    expect([byNews(old, { ...old, arrivedAt: noon(9) }), byNews(undefined, undefined)]).toEqual([0, 0]);
  });
});

describe('the instant that news speak of', () => {
  it('is their stamp, else their arrival', () => {
    expect(instantOf(news({ stamped: 1, arrived: 2 }))).toBe(noon(1));
    expect(instantOf(news({ arrived: 2 }))).toBe(noon(2));
  });
});
