import { describe, expect, it } from 'vitest';
import { nextCleanUpAt, withCleanUp } from '#shared/domain/clean-up.ts';
import { emptyConversation, type Placement } from '#shared/domain/conversation.ts';
import { hours, minutes, plus, seconds, toIso } from '#shared/domain/time.ts';
import { aClaim } from '#test/builders/decisions.ts';
import { CONVERSATION } from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const KEY = toIso(NOON);
const withPlacement = (placement: Placement) => ({
  ...emptyConversation(CONVERSATION, NOON),
  callbacks: [{ key: KEY, triggers: [], placement }],
});

describe('the next try of a clean-up', () => {
  it.each([
    [1, seconds(30)],
    [2, minutes(1)],
    [3, minutes(2)],
    [10, minutes(256)],
    [11, hours(6)],
    [1000, hours(6)],
  ])('after %i failures is %i ms away', (tries, wait) => {
    expect(nextCleanUpAt(tries, NOON)).toBe(plus(NOON, wait));
  });
});

describe('what is to be cleaned up', () => {
  const cleanUp = { at: noon(30), tries: 1 };

  it('is written beside a placement, and taken away once it is done', () => {
    const placed: Placement = { ...aClaim(), kind: 'placed', at: NOON };
    const pending = withCleanUp(withPlacement(placed), KEY, cleanUp);
    expect(pending.callbacks).toMatchObject([{ placement: { kind: 'placed', cleanUp } }]);
    expect(withCleanUp(pending, KEY, undefined).callbacks).toStrictEqual([
      { key: KEY, triggers: [], placement: placed },
    ]);
  });

  it.each<Placement>([
    { ...aClaim(), kind: 'placing', leaseUntil: noon(30) },
    { ...aClaim(), kind: 'retry', at: noon(60), because: 'conflict' },
    { ...aClaim(), kind: 'unknown', since: NOON, because: 'time-out' },
    { ...aClaim(), kind: 'failed', at: NOON, because: 'forbidden' },
  ])('is nothing where the callback is not placed, but $kind', (placement) => {
    const conversation = withPlacement(placement);
    expect(withCleanUp(conversation, KEY, cleanUp)).toBe(conversation);
    expect(withCleanUp(conversation, toIso(noon(1)), cleanUp)).toBe(conversation);
  });
});

describe('what is not placed', () => {
  it('has nothing to be cleaned up, be it claimed or not', () => {
    const conversation = { ...emptyConversation('c', NOON), callbacks: [{ key: 'now@p', triggers: [] }] };
    const cleanUp = { at: NOON, tries: 0 };
    expect(withCleanUp(conversation, 'now@p', cleanUp)).toBe(conversation);
    expect(withCleanUp(conversation, 'now@q', cleanUp)).toBe(conversation);
  });
});
