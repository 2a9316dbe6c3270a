import { describe, expect, it } from 'vitest';
import {
  type CallbackRecord,
  type Conversation,
  emptyConversation,
  type Placement,
  type TriggerFate,
} from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { asking, holdsSlot, withSlot } from '#shared/domain/slots.ts';
import { durationMs, toIso } from '#shared/domain/time.ts';
import { recorded } from '#test/builders/conversations.ts';
import { aCustomerLeg, aSnapshot, CONVERSATION } from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const trigger = { kind: 'scheduled' } as const;
const paced = { kind: 'paced', since: NOON, until: noon(20) } as const;

const aRecord = (fate: TriggerFate = paced, placement?: Placement): CallbackRecord => ({
  key: toIso(NOON),
  triggers: [{ trigger, due: NOON, held: durationMs(0), fate }],
  ...(placement && { placement }),
});

const claimedAt = (second: number, ms = 0): Placement => ({
  kind: 'retry',
  at: noon(60),
  because: 'conflict',
  token: 'token',
  placementKey: 'key',
  trigger,
  due: NOON,
  claimedAt: noon(second, ms),
  firedAt: noon(second, ms),
  attempt: 1,
  automation: 'default',
  placer: 'genesys',
});

describe('a trigger that was paced holds its slot', () => {
  it.each([
    ['1 ms before it', noon(20, -1), false],
    ['at it', noon(20), true],
    ['1 ms before 15 s after it', noon(35, -1), true],
    ['15 s after it', noon(35), true],
    ['1 ms later: others may be at theirs by then', noon(35, 1), false],
  ])('%s: %i → %s', (_, now, expected) => {
    expect(holdsSlot(aRecord(), trigger, now)).toBe(expected);
  });

  it.each([
    ['1 ms before it, by an earlier try', claimedAt(20, -1), true],
    ['at it: a slot serves one try', claimedAt(20), false],
    ['1 ms after it', claimedAt(20, 1), false],
  ])('claimed %s', (_, placement, expected) => {
    expect(holdsSlot(aRecord(paced, placement), trigger, noon(30))).toBe(expected);
  });

  it.each<TriggerFate>([
    { kind: 'paused', since: NOON, until: noon(20) },
    { kind: 'deferred', because: 'outside-calling-hours', since: NOON, until: noon(20) },
    { kind: 'left', because: 'ended', at: noon(20) },
  ])('not when it was $kind', (fate) => {
    expect(holdsSlot(aRecord(fate), trigger, noon(20))).toBe(false);
  });

  it('and no other trigger does', () => {
    expect(holdsSlot(aRecord(), { kind: 'timeout', at: NOON }, noon(20))).toBe(false);
    expect(holdsSlot({ key: toIso(NOON), triggers: [] }, trigger, noon(20))).toBe(false);
  });
});

describe('whoever asks for a slot', () => {
  const key = toIso(NOON);
  const subject = { trigger, due: NOON, queueId: undefined };
  const waiting = (fate?: TriggerFate): Conversation => ({
    ...recorded([aSnapshot([aCustomerLeg()], noon(-600))]),
    callbacks: [fate ? aRecord(fate) : { key, triggers: [] }],
  });
  const fateIn = ({ callbacks }: Conversation) => callbacks[0]?.triggers[0]?.fate;

  it('has 10 s for it, in which nobody else asks; then others look', () => {
    const asked = asking(waiting(), { ...subject, record: { key, triggers: [] } }, NOON);
    expect(fateIn(asked)).toEqual({ kind: 'asking', since: NOON, until: noon(10) });
    expect(nextLook(asked)).toEqual({ at: noon(10), why: 'paced' });
  });

  it('has it written down where it is still asked for', () => {
    const asked = waiting({ kind: 'asking', since: NOON, until: noon(10) });
    expect(fateIn(withSlot(asked, key, subject, noon(40), noon(1)))).toEqual({
      kind: 'paced',
      since: NOON,
      until: noon(40),
    });
  });

  it.each([
    ['it was got for another', waiting(paced)],
    ['nothing is put off', waiting()],
    ['nothing is known of it', emptyConversation(CONVERSATION, NOON)],
  ])('gets none any more where %s', (_, conversation) => {
    expect(withSlot(conversation, key, subject, noon(40), noon(1))).toBe(conversation);
  });
});
