import { describe, expect, it } from 'vitest';
import {
  type CallbackRecord,
  type Conversation,
  emptyConversation,
  type Placement,
  type TriggerFate,
} from '#shared/domain/conversation.ts';
import { isSettled, ledgerOf, recordOfToken, withRecord } from '#shared/domain/records.ts';
import { durationMs, toIso } from '#shared/domain/time.ts';
import { aClaim } from '#test/builders/decisions.ts';
import { CONVERSATION } from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const conversation = (...callbacks: readonly CallbackRecord[]): Conversation => ({
  ...emptyConversation(CONVERSATION, NOON),
  callbacks,
});
const placed = (firedAt = NOON): Placement => ({ ...aClaim({ firedAt }), kind: 'placed', at: firedAt });
const record = (key: string, more: Partial<CallbackRecord> = {}): CallbackRecord => ({
  key,
  triggers: [],
  ...more,
});
const withFate = (fate: TriggerFate, kind: 'scheduled' | 'timeout' = 'scheduled'): CallbackRecord =>
  record('key', {
    triggers: [
      { trigger: kind === 'scheduled' ? { kind } : { kind, at: NOON }, due: NOON, held: durationMs(0), fate },
    ],
  });

describe('the ledger entry of a callback', () => {
  it('is its own, where that has a placement, whatever was claimed before it', () => {
    const own = record(toIso(noon(30)), { placement: placed(noon(30)) });
    expect(ledgerOf(conversation(record(toIso(NOON), { placement: placed() }), own), own.key)).toBe(own);
  });

  it.each([
    [60, 0, true],
    [60, 1, false],
  ])('is that of a claim %i s and %i ms before its instant: %s', (seconds, ms, isClaims) => {
    const claimed = record(toIso(NOON), { placement: placed() });
    const own = record(toIso(noon(seconds, ms)), { since: NOON });
    expect(ledgerOf(conversation(claimed, own), own.key)).toBe(isClaims ? claimed : own);
    expect(ledgerOf(conversation(claimed), own.key)).toEqual(isClaims ? claimed : record(own.key));
  });

  it('is that of any claim after its instant', () => {
    const claimed = record(toIso(NOON), { placement: placed() });
    expect(ledgerOf(conversation(claimed), toIso(noon(-9000)))).toBe(claimed);
  });

  it('of an immediate callback is that of a claim since which it was asked for, where that is known', () => {
    const claimed = record(toIso(NOON), { placement: placed() });
    const asked = (since: number) => record('now@p', { since: noon(since) });
    expect(ledgerOf(conversation(claimed, asked(60)), 'now@p')).toBe(claimed);
    expect(ledgerOf(conversation(claimed, asked(61)), 'now@p')).toEqual(asked(61));
    expect(ledgerOf(conversation(claimed), 'now@p')).toEqual(record('now@p'));
  });

  it('of several claims is that of the first that is not too early', () => {
    const claims = [300, 100, 200].map((at) => record(toIso(noon(at)), { placement: placed(noon(at)) }));
    const key = toIso(noon(230));
    expect(ledgerOf(conversation(record('now@p'), ...claims), key).key).toBe(toIso(noon(200)));
    expect(ledgerOf(conversation(...claims), toIso(noon(-5))).key).toBe(toIso(noon(100)));
  });

  it('is its own where nothing was claimed, a new one where there is none', () => {
    const own = record(toIso(NOON), { since: NOON });
    expect(ledgerOf(conversation(record('now@p'), own), own.key)).toBe(own);
    expect(ledgerOf(conversation(own), 'now@q')).toEqual(record('now@q'));
  });
});

describe('the record of a token', () => {
  it('is the one whose claim has it', () => {
    const claimed = record('b', { placement: { ...placed(), token: 'mine' } });
    const all = conversation(record('a'), record('c', { placement: placed() }), claimed);
    expect(recordOfToken(all, 'mine')).toBe(claimed);
    expect(recordOfToken(all, 'nobody’s')).toBeUndefined();
  });
});

describe('where 32 are recorded already, makes room for another', () => {
  const waits: TriggerFate = { kind: 'paused', since: NOON, until: noon(60) };
  const fillers = Array.from({ length: 31 }, (_, i) => record(`filler${i}`));
  const gone = (first: Partial<CallbackRecord>) => {
    const { callbacks } = withRecord(conversation(record('first', first), ...fillers), record('new'));
    expect(callbacks).toHaveLength(32);
    return callbacks.some(({ key }) => key === 'first') ? 'another' : 'the oldest';
  };
  const claim = aClaim();

  it.each([
    ['the oldest', 'nothing is to be done with', {}],
    ['the oldest', 'is placed', { placement: placed() }],
    ['the oldest', 'failed', { placement: { ...claim, kind: 'failed', at: NOON, because: 'x' } }],
    ['another', 'is being placed', { placement: { ...claim, kind: 'placing', leaseUntil: noon(30) } }],
    ['another', 'is to be tried again', { placement: { ...claim, kind: 'retry', at: NOON, because: 'x' } }],
    [
      'another',
      'nobody knows the outcome of',
      { placement: { ...claim, kind: 'unknown', since: NOON, because: 'x' } },
    ],
    [
      'another',
      'is to be cleaned up',
      { placement: { ...claim, kind: 'placed', at: NOON, cleanUp: { at: NOON, tries: 0 } } },
    ],
    ['another', 'waits', { triggers: withFate(waits).triggers }],
    ['the oldest', 'was left', { triggers: withFate({ kind: 'left', because: 'ended', at: NOON }).triggers }],
  ] as const)('%s, where the oldest is one that %s', (which, _, first) => {
    expect(gone(first)).toBe(which);
  });

  it('never the one that is written, though all others are open', () => {
    const open = Array.from({ length: 32 }, (_, i) =>
      record(`open${i}`, { triggers: withFate(waits).triggers }),
    );
    const { callbacks } = withRecord(conversation(...open), record('new'));
    expect(callbacks.at(-1)?.key).toBe('new');
    expect(callbacks).toHaveLength(33);
  });
});

describe('a callback is settled', () => {
  it.each([
    ['failed', true, withFate({ kind: 'failed', at: NOON })],
    ['expired at its time', true, withFate({ kind: 'expired', at: NOON })],
    ['expired at a time-out alone', false, withFate({ kind: 'expired', at: NOON }, 'timeout')],
    ['left', false, withFate({ kind: 'left', because: 'ended', at: NOON })],
    ['placed', true, record('key', { placement: placed() })],
    [
      'failed after a try',
      true,
      record('key', { placement: { ...aClaim(), kind: 'failed', at: NOON, because: 'x' } }),
    ],
    [
      'to be tried again',
      false,
      record('key', { placement: { ...aClaim(), kind: 'retry', at: NOON, because: 'x' } }),
    ],
    ['new', false, record('key')],
  ] as const)('where it is %s: %s', (_, isIt, of) => {
    expect(isSettled(of)).toBe(isIt);
  });
});
