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

  it.each([
    'metric',
    'flowId',
    'outboundCampaignId',
    'outboundContactId',
    'outboundContactListId',
    'voicemailDurationMs',
    'communications',
  ])('is none of ours with %s', (field) => {
    expect(inferDetailEvent({ [field]: 'x', userId: 'u' })).toBeUndefined();
  });

  it.each([
    ['acw', { userId: 'u' }, ['wrapupCode', 'wrapupNotes', 'wrapupDurationMs']],
    [
      'acd.end',
      {},
      ['acdOutcome', 'usedRouting', 'answeredUserId', 'requestedRoutings', 'connectedDurationMs', 'flowType'],
    ],
    [
      'user.end',
      { userId: 'u' },
      [
        'disconnectType',
        'interactingDurationMs',
        'heldDurationMs',
        'alertingDurationMs',
        'contactingDurationMs',
        'dialingDurationMs',
        'callbackDurationMs',
      ],
    ],
    ['customer.end', {}, ['disconnectType', 'interactingDurationMs']],
    ['acd.start', {}, ['queueId', 'routingPriority', 'requestedRoutingSkillIds', 'skillExpressionApplied']],
    ['user.start', { userId: 'u' }, ['queueId', 'provider', 'direction']],
    ['customer.start', {}, ['provider', 'direction', 'ani', 'callbackUserName']],
  ] as const)('is %s where it has, beside %j, any of %j', (kind, beside, fields) => {
    for (const field of fields)
      expect([field, inferDetailEvent({ ...beside, [field]: 1 })]).toEqual([field, kind]);
  });

  it.each(['wrapupCode', 'wrapupNotes', 'wrapupDurationMs'])(
    'is a wrap-up code, and none of ours, with %s and no agent',
    (field) => {
      expect(inferDetailEvent({ [field]: 1 })).toBeUndefined();
    },
  );
});
