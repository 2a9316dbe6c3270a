import { describe, expect, it } from 'vitest';
import { inferDetailEvent } from '#shared/genesys/detail-event-kind.ts';
import { payload } from '#test/unit/genesys/payload.ts';

const body = (name: string) => Object(payload(`eventbridge-${name}`, 'detail.eventBody'));

describe('a detail event without a topic', () => {
  it.each([
    ['customer.start', 'customer-start'],
    ['customer.end', 'customer-end'],
    ['acd.start', 'acd-start'],
    ['acd.end', 'acd-end'],
    ['user.start', 'user-start'],
    ['user.end', 'user-end'],
    ['acw', 'acw'],
  ])('is recognised as %s by its fields', (kind, name) => {
    expect(inferDetailEvent(body(name))).toBe(kind);
  });

  it('is recognised by any one of the fields that only this event has', () => {
    expect(inferDetailEvent({ acdOutcome: 'ABANDON' })).toBe('acd.end');
    expect(inferDetailEvent({ queueId: 'q', disconnectType: 'TRANSFER' })).toBe('acd.end');
    expect(inferDetailEvent({ userId: 'u', callbackDurationMs: 1 })).toBe('user.end');
    expect(inferDetailEvent({ interactingDurationMs: 1 })).toBe('customer.end');
    expect(inferDetailEvent({ routingPriority: 0 })).toBe('acd.start');
    expect(inferDetailEvent({})).toBe('customer.start');
  });

  it('is told by fields that say something, not by blank ones', () => {
    expect(inferDetailEvent({ queueId: '', userId: null, disconnectType: '' })).toBe('customer.start');
  });

  it('is none of ours when it is a wrap-up code, which comes while the session may be open', () => {
    expect(inferDetailEvent(body('wrapup'))).toBeUndefined();
  });

  it.each(['metric', 'flowId', 'outboundContactId', 'communications'])('is none of ours with %s', (field) => {
    expect(inferDetailEvent({ [field]: 'x', userId: 'u' })).toBeUndefined();
  });
});
