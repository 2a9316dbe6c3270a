import { describe, expect, it } from 'vitest';
import { at, changed, legOf, observe, parseOne, payload } from '#test/unit/genesys/payload.ts';

const fixture = (event: string) => payload(`eventbridge-${event}`);
const ids = (event: string) => ({
  participantId: payload(`eventbridge-${event}`, 'detail.eventBody.participantId'),
  communicationId: payload(`eventbridge-${event}`, 'detail.eventBody.sessionId'),
});
const queueId = payload('eventbridge-acd-start', 'detail.eventBody.queueId');
const userId = payload('eventbridge-user-start', 'detail.eventBody.userId');
const common = {
  scheduledFor: at('2026-09-03T10:00:00.000Z'),
  number: '+13175550142',
  name: 'Robin Sample',
};
const ended = (instant: string) => ({ state: 'disconnected', sessionEnded: true, endedAt: at(instant) });

describe('a detail event', () => {
  it.each([
    ['customer-start', { purpose: 'customer', startedAt: at('2026-09-03T09:12:40.118Z') }],
    ['customer-end', { purpose: 'customer', ...ended('2026-09-03T10:04:20.113Z') }],
    ['acd-start', { purpose: 'acd', queueId, startedAt: at('2026-09-03T09:12:40.118Z') }],
    [
      'acd-end',
      {
        purpose: 'acd',
        queueId,
        ...ended('2026-09-03T10:00:09.845Z'),
        answeredAt: at('2026-09-03T10:00:09.845Z'),
        answeredBy: userId,
      },
    ],
    [
      'user-start',
      { purpose: 'agent', queueId, userId, state: 'alerting', startedAt: at('2026-09-03T10:00:04.310Z') },
    ],
    ['user-end', { purpose: 'agent', queueId, userId, ...ended('2026-09-03T10:04:20.113Z') }],
    ['acw', { purpose: 'agent', queueId, userId, state: 'disconnected', sessionEnded: true }],
  ])('%s tells what it adds to its session', (event, facts) => {
    expect(legOf(observe(fixture(event)))).toEqual({ ...ids(event), ...common, ...facts });
  });

  it("of a customer tells his external contact, one of an agent's session does not", () => {
    const externalContactId = '5b5f9b0a-8f3e-4c0f-9d43-3f0a54a9e1c7';
    const told = (event: string) =>
      legOf(observe(changed(fixture(event), { 'detail.eventBody.externalContactId': externalContactId })));
    expect(told('customer-start')).toMatchObject({ contactId: externalContactId });
    expect(told('customer-end')).toMatchObject({ contactId: externalContactId });
    expect(told('user-start')).not.toHaveProperty('contactId');
  });

  it.each(['ABANDON', 'FLOW_OUT', 'UNKNOWN'])('acd-end with %s tells of no agent', (acdOutcome) => {
    const leg = legOf(observe(changed(fixture('acd-end'), { 'detail.eventBody.acdOutcome': acdOutcome })));
    expect(leg).not.toHaveProperty('answeredAt');
    expect(leg).toMatchObject({ sessionEnded: true });
  });

  it.each(['customer-start', 'customer-end', 'acd-start', 'acd-end', 'user-start', 'user-end', 'acw'])(
    '%s tells the same without its topic',
    (event) => {
      const bare = observe(payload(`eventbridge-${event}`, 'detail.eventBody'));
      expect(bare.told).toEqual(observe(fixture(event)).told);
    },
  );

  it('is stamped by its envelope, without one by its own time', () => {
    expect(observe(fixture('user-start')).stampedAt).toBe(at('2026-09-03T10:00:04.374Z'));
    expect(observe(payload('detail-event-bare')).stampedAt).toBe(at('2026-09-03T09:12:40.118Z'));
  });

  it('relayed by a workflow lacks the number, but nothing else that matters', () => {
    const { number, ...rest } = legOf(observe(payload('detail-event-bare')));
    expect(number).toBe('+13175550142');
    expect(legOf(observe(payload('relay-flat')))).toEqual(rest);
  });

  it('of another medium is ignored', () => {
    expect(parseOne(payload('eventbridge-customer-start-voice'))).toMatchObject({
      kind: 'ignored',
      because: 'other-media',
      conversationId: payload('eventbridge-customer-start-voice', 'detail.eventBody.conversationId'),
    });
  });

  it('without a medium counts as a callback when it tells of one', () => {
    const relayed = changed(payload('relay-flat'), { mediaType: '' });
    expect(parseOne(relayed).kind).toBe('observed');
    const silent = changed(relayed, { callbackUserName: undefined, callbackScheduledTime: undefined });
    expect(parseOne(silent)).toMatchObject({ kind: 'ignored', because: 'other-media' });
  });

  it('that says nothing of a callback is ignored', () => {
    expect(parseOne(fixture('wrapup'))).toMatchObject({ kind: 'ignored', because: 'unknown-topic' });
    expect(parseOne(payload('eventbridge-wrapup', 'detail.eventBody'))).toMatchObject({
      kind: 'ignored',
      because: 'unknown-topic',
    });
  });
});
