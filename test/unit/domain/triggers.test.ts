import { describe, expect, it } from 'vitest';
import type { DeferReason, TriggerFate } from '#shared/domain/conversation.ts';
import { durationMs, seconds } from '#shared/domain/time.ts';
import { heldUntil, isSameTrigger } from '#shared/domain/triggers.ts';
import { NOON, noon } from '#test/builders/times.ts';

const held = (fate: TriggerFate, before = 0) =>
  heldUntil({ trigger: { kind: 'scheduled' }, due: NOON, held: seconds(before), fate }, noon(40));

const deferred = (because: DeferReason): TriggerFate => ({
  kind: 'deferred',
  because,
  since: NOON,
  until: noon(60),
});

describe('the time for which a trigger was held back', () => {
  it('is none where nothing was decided on it', () => {
    expect(heldUntil(undefined, noon(40))).toBe(durationMs(0));
  });

  it.each([
    ['a pause', { kind: 'paused', since: NOON, until: noon(60) }],
    ['the rate', { kind: 'paced', since: NOON, until: noon(60) }],
    ['calling hours', deferred('outside-calling-hours')],
    ['a queue that is not told yet', deferred('routing-unknown')],
    ['an outcome that nobody knew', deferred('outcome-unknown')],
  ] as const)('counts %s as ours, on top of what there was', (_, fate) => {
    expect(held(fate, 5)).toBe(seconds(45));
  });

  it.each([
    ['the customer’s call', deferred('call-in-progress')],
    ['Genesys to be of one mind', deferred('told-otherwise')],
    ['a slot, while it is asked for', { kind: 'asking', since: NOON, until: noon(60) }],
  ] as const)('does not count waiting for %s', (_, fate) => {
    expect(held(fate, 5)).toBe(seconds(5));
  });

  it('does not grow once the trigger is dealt with', () => {
    expect(held({ kind: 'left', because: 'ended', at: NOON }, 5)).toBe(seconds(5));
  });

  it('counts a wait up to its end only, and none that begins in the future', () => {
    expect(held({ kind: 'paused', since: NOON, until: noon(30) })).toBe(seconds(30));
    expect(held({ kind: 'paused', since: noon(50), until: noon(60) })).toBe(seconds(0));
  });
});

describe('two triggers are the same', () => {
  const timeout = (after: number) => ({ kind: 'timeout', at: noon(after) }) as const;

  it.each([
    ['both scheduled', true, { kind: 'scheduled' }, { kind: 'scheduled' }],
    ['both the time-out of the same instant', true, timeout(1), timeout(1)],
    ['time-outs of different instants', false, timeout(1), timeout(2)],
    ['a time-out and a scheduled one', false, timeout(1), { kind: 'scheduled' }],
  ] as const)('%s: %s', (_, isSame, a, b) => {
    expect([isSameTrigger(a, b), isSameTrigger(b, a)]).toEqual([isSame, isSame]);
  });
});
