import { describe, expect, it } from 'vitest';
import { at, changed, legsOf, observe, parseOne, payload } from '#test/unit/genesys/payload.ts';

const CONVERSATION = payload('rest-conversation', 'id');
const CUSTOMER = payload('all-media-scheduled', 'eventBody.participants.0');
const customerId = payload('all-media-scheduled', 'eventBody.participants.0.id');
const queueId = payload('all-media-scheduled', 'eventBody.participants.0.queueId');
const userId = payload('all-media-outbound-call', 'eventBody.participants.3.userId');

describe('a snapshot of all media', () => {
  it('tells a leg per callback, with the purpose, queue and user of its participant', () => {
    const observation = observe(payload('all-media-outbound-call'));
    expect(observation.conversationId).toBe(CONVERSATION);
    expect(legsOf(observation).map((leg) => [leg.purpose, leg.state, leg.queueId, leg.userId])).toEqual([
      ['customer', 'connected', queueId, undefined],
      ['acd', 'disconnected', queueId, undefined],
      ['agent', 'disconnected', queueId, userId],
      ['agent', 'connected', queueId, userId],
    ]);
  });

  it('tells everything of a waiting callback', () => {
    expect(legsOf(observe(payload('all-media-scheduled')))[0]).toEqual({
      participantId: customerId,
      communicationId: payload('all-media-scheduled', 'eventBody.participants.0.callbacks.0.id'),
      purpose: 'customer',
      state: 'scheduled',
      initialState: 'scheduled',
      scheduledFor: at('2026-09-03T10:00:00.000Z'),
      timeout: 0,
      queueId,
      externalCampaign: false,
      number: '+13175550142',
      name: 'Robin Sample',
    });
  });

  it('tells every call, whosever it is', () => {
    const { told } = observe(payload('all-media-outbound-call'));
    expect(told.kind === 'snapshot' && told.calls).toEqual([
      {
        id: payload('all-media-outbound-call', 'eventBody.participants.0.calls.0.id'),
        state: 'dialing',
        direction: 'outbound',
      },
      {
        id: payload('all-media-outbound-call', 'eventBody.participants.3.calls.0.id'),
        state: 'connected',
        direction: 'outbound',
        connectedAt: at('2026-09-03T10:00:31.002Z'),
      },
    ]);
  });

  it('tells that there is no call, where there is none', () => {
    expect(observe(payload('all-media-scheduled')).told).toMatchObject({ calls: [] });
  });

  it('tells of a call that has neither an id nor a state', () => {
    const body = { id: 'c', participants: [{ id: 'p', callbacks: [{ id: 'l' }], calls: [{}] }] };
    expect(observe(body).told).toMatchObject({
      calls: [{ id: 'p/0', state: 'unknown', direction: 'unknown' }],
    });
  });

  it('keeps the id that it makes up for a call as short as an id may be', () => {
    const participant = { id: 'p'.repeat(256), callbacks: [{ id: 'l' }], calls: [{}] };
    const { told } = observe({ id: 'c', participants: [participant] });
    expect(told).toMatchObject({ calls: [{ id: `${'p'.repeat(200)}/0` }] });
  });

  it('takes the start of alerting for that of a call', () => {
    const call = { id: 'k', startAlertingTime: '2026-09-03T10:00:29Z' };
    const { told } = observe({
      id: 'c',
      participants: [{ id: 'p', callbacks: [{ id: 'l' }], calls: [call] }],
    });
    expect(told).toMatchObject({ calls: [{ startedAt: at('2026-09-03T10:00:29Z') }] });
  });

  it('is recorded at the newest connected or ended instant of its legs', () => {
    expect(observe(payload('all-media-ended')).recordedAt).toBe(at('2026-09-03T10:04:20.113Z'));
    expect(observe(payload('all-media-outbound-call')).recordedAt).toBe(at('2026-09-03T10:00:09.845Z'));
    expect(observe(payload('all-media-agent-alerting')).recordedAt).toBe(at('2026-09-03T10:00:00.961Z'));
    expect(observe(payload('all-media-scheduled')).recordedAt).toBeUndefined();
  });

  it('in UPPER_SNAKE tells the same as in lower case', () => {
    const told = legsOf(observe(payload('all-media-upper-snake')));
    expect(told.map(({ state, initialState }) => [state, initialState])).toEqual([
      ['connected', 'scheduled'],
      ['disconnected', 'scheduled'],
      ['connected', 'alerting'],
    ]);
  });

  it('from REST tells when legs and calls began', () => {
    const { told } = observe(payload('rest-conversation'));
    expect(told).toMatchObject({
      legs: [
        { startedAt: at('2026-09-03T09:12:40.118Z') },
        { startedAt: at('2026-09-03T10:00:04.310Z'), connectedAt: at('2026-09-03T10:00:09.845Z') },
      ],
      calls: [{ startedAt: at('2026-09-03T10:00:31.002Z'), connectedAt: at('2026-09-03T10:00:38.450Z') }],
    });
  });

  it('takes the start of the first segment for that of a call', () => {
    const body = changed(payload('rest-conversation'), {
      'participants.1.calls.0.startAlertingTime': undefined,
      'participants.1.calls.0.segments.0.startTime': '2026-09-03T10:00:30Z',
    });
    expect(observe(body).told).toMatchObject({ calls: [{ startedAt: at('2026-09-03T10:00:30Z') }] });
  });

  it('of a campaign tells that its callback is a preview', () => {
    const [leg] = legsOf(observe(payload('conversation-basic')));
    expect(leg).toMatchObject({ preview: true, timeout: 20_000 });
  });

  it('takes an empty preview for none', () => {
    const body = { id: 'c', participants: [{ id: 'p', callbacks: [{ id: 'l', dialerPreview: {} }] }] };
    expect(legsOf(observe(body))[0]).not.toHaveProperty('preview');
  });

  it('without any callback is of other media', () => {
    expect(parseOne(payload('all-media-voice-only'))).toEqual({
      kind: 'ignored',
      because: 'other-media',
      conversationId: payload('all-media-voice-only', 'eventBody.id'),
    });
  });

  it('tells of a placement key of ours', () => {
    const body = {
      id: 'c',
      participants: [changed(CUSTOMER, { 'attributes.callbackAutomationPlacementKey': 'c/2026' })],
    };
    expect(legsOf(observe(body))[0]).toMatchObject({ placementKey: 'c/2026' });
  });

  it('tells of a placement key that looks like none of ours', () => {
    const strange = { 'attributes.callbackAutomationPlacementKey': 'whatever, by whomever' };
    const body = { id: 'c', participants: [changed(CUSTOMER, strange)] };
    expect(legsOf(observe(body))[0]).toMatchObject({ placementKey: 'whatever, by whomever' });
  });
});

describe('a snapshot of the callback medium', () => {
  it('tells a leg per participant, without the id of a communication and without calls', () => {
    const { told } = observe(payload('callbacks-agent-connected'));
    expect(told).toEqual({
      kind: 'snapshot',
      calls: undefined,
      legs: [
        expect.objectContaining({ purpose: 'customer', startedAt: at('2026-09-03T09:12:40.118Z') }),
        expect.objectContaining({ purpose: 'acd', endedAt: at('2026-09-03T10:00:09.845Z') }),
        {
          participantId: payload('callbacks-agent-connected', 'eventBody.participants.2.id'),
          peerId: customerId,
          purpose: 'agent',
          state: 'connected',
          initialState: 'alerting',
          scheduledFor: at('2026-09-03T10:00:00.000Z'),
          timeout: 30_000,
          startedAt: at('2026-09-03T10:00:04.310Z'),
          connectedAt: at('2026-09-03T10:00:09.845Z'),
          queueId,
          userId,
          externalCampaign: false,
          number: '+13175550142',
          name: 'Robin Sample',
        },
      ],
    });
  });

  it('tells of a new time, and of a cancellation', () => {
    const moved = legsOf(observe(payload('callbacks-rescheduled')));
    expect(moved.map(({ scheduledFor }) => scheduledFor)).toEqual([
      at('2026-09-03T11:30:00Z'),
      at('2026-09-03T11:30:00Z'),
    ]);
    const gone = legsOf(observe(payload('callbacks-cancelled')));
    expect(gone.map(({ state, endedAt }) => [state, endedAt])).toEqual([
      ['disconnected', at('2026-09-03T09:41:03.007Z')],
      ['disconnected', at('2026-09-03T09:41:03.007Z')],
    ]);
  });

  it('tells of an external campaign, whose customer is called external', () => {
    expect(legsOf(observe(payload('callbacks-external-campaign')))).toMatchObject([
      { purpose: 'customer', externalCampaign: true },
    ]);
  });

  it('tells of a preview, which has no scheduled time', () => {
    const [leg] = legsOf(observe(payload('callbacks-preview')));
    expect(leg).toMatchObject({ purpose: 'agent', preview: true, timeout: 45_000 });
    expect(leg).not.toHaveProperty('scheduledFor');
  });

  it('from REST tells what the topic tells, but for the initial state', () => {
    const told = legsOf(observe(payload('rest-callback-conversation')));
    expect(told).toMatchObject([
      { purpose: 'customer', state: 'connected', queueId },
      { purpose: 'agent', state: 'connected', queueId, userId, timeout: 30_000 },
    ]);
    expect(told[0]).not.toHaveProperty('initialState');
  });

  it('is recognised without a topic by any field that only callbacks have', () => {
    for (const field of [
      { callbackNumbers: [''] },
      { callbackScheduledTime: '2026-09-03T10:00:00Z' },
      { skipEnabled: false },
      { state: 'SCHEDULED' },
    ]) {
      expect(parseOne({ id: 'c', participants: [{ id: 'p', ...field }] }).kind).toBe('observed');
    }
  });

  it('without any such field and topic is of other media', () => {
    expect(parseOne(payload('calls-topic', 'eventBody'))).toMatchObject({
      kind: 'ignored',
      because: 'other-media',
    });
  });

  it('needs no such field under its own topic', () => {
    const message = changed(payload('callbacks-waiting'), {
      'eventBody.participants': [{ id: 'p', purpose: 'agent', state: 'disconnected' }],
    });
    expect(legsOf(observe(message))).toEqual([
      { participantId: 'p', purpose: 'agent', state: 'disconnected' },
    ]);
  });

  it('without participants tells of no callback', () => {
    const message = changed(payload('callbacks-waiting'), { 'eventBody.participants': [] });
    expect(parseOne(message)).toMatchObject({ kind: 'ignored', because: 'other-media' });
  });
});

describe('the external contact', () => {
  const contact = '5b5f9b0a-8f3e-4c0f-9d43-3f0a54a9e1c7';

  it("is told of the customer's leg, not of an agent's", () => {
    const leg = { externalContactId: contact, callbacks: [{ id: 'l' }] };
    const body = {
      id: 'c',
      participants: [
        { ...leg, id: 'p1', purpose: 'external' },
        { ...leg, id: 'p2', purpose: 'agent' },
      ],
    };
    expect(legsOf(observe(body)).map(({ contactId }) => contactId)).toEqual([contact, undefined]);
  });

  it('is a reference in the callback medium, where a leg without a purpose may be the customer', () => {
    const leg = { externalContact: { id: contact, name: 'Robin Sample' }, state: 'scheduled' };
    const body = {
      id: 'c',
      participants: [
        { ...leg, id: 'p1' },
        { ...leg, id: 'p2', purpose: 'acd' },
      ],
    };
    expect(legsOf(observe(body)).map(({ contactId }) => contactId)).toEqual([contact, undefined]);
  });

  it('is an id', () => {
    const callbacks = [{ id: 'l' }];
    const body = { id: 'c', participants: [{ id: 'p', externalContactId: 'Robin Sample', callbacks }] };
    expect(parseOne(body)).toMatchObject({ kind: 'refused', refusal: { reason: 'invalid' } });
  });
});

describe('the column of a preview that holds the number', () => {
  const columns = (...names: unknown[]) => ({
    phoneNumberColumns: names.map((columnName) => ({ columnName, type: 'cell' })),
  });
  const preview = columns('Mobile phone', 'Home');

  it('is the first, and may be any text', () => {
    const body = { id: 'c', participants: [{ id: 'p', callbacks: [{ id: 'l', dialerPreview: preview }] }] };
    expect(legsOf(observe(body))[0]).toMatchObject({ preview: true, phoneColumn: 'Mobile phone' });
  });

  it('is that of outboundPreview in the callback medium', () => {
    const [leg] = legsOf(observe({ id: 'c', participants: [{ id: 'p', outboundPreview: preview }] }));
    expect(leg).toMatchObject({ preview: true, phoneColumn: 'Mobile phone' });
  });

  it.each([
    ['without columns', { id: 'record' }],
    ['with none', columns()],
    ['with one of no name', columns('')],
  ])('is not told by a preview %s', (_what, outboundPreview) => {
    const [leg] = legsOf(observe({ id: 'c', participants: [{ id: 'p', outboundPreview }] }));
    expect(leg).not.toHaveProperty('phoneColumn');
  });

  it('is cut where it could not be stored', () => {
    const outboundPreview = columns('n'.repeat(300));
    const [leg] = legsOf(observe({ id: 'c', participants: [{ id: 'p', outboundPreview }] }));
    expect(leg?.phoneColumn).toHaveLength(256);
  });
});

describe('the number', () => {
  const numberIn = (callbackNumbers: unknown) =>
    legsOf(observe({ id: 'c', participants: [{ id: 'p', callbackNumbers }] }))[0]?.number;

  it('is the first that is not blank', () => {
    expect(numberIn(['', null, '  ', '+13175550150', '+13175550151'])).toBe('+13175550150');
  });

  it('is not told where all are blank', () => {
    expect(numberIn([''])).toBeUndefined();
    expect(numberIn([])).toBeUndefined();
  });
});
