import { describe, expect, it } from 'vitest';
import { PLACEMENT_KEY_ATTRIBUTE } from '#shared/genesys/leg-facts.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { at, changed, legOf, observe, parseOne, payload, refuse } from '#test/unit/genesys/payload.ts';

const ID = payload('single-callback', 'id');
const CONVERSATION = payload('single-callback', 'conversationId');

describe('a single leg', () => {
  it.each(['single-callback', 'single-callback-basic', 'single-conversation-notification-callback'])(
    'as in %s is named by its communication',
    (name) => {
      const observation = observe(payload(name));
      expect(observation.conversationId).toBe(CONVERSATION);
      expect(legOf(observation)).toMatchObject({ communicationId: payload(name, 'id') });
      expect(legOf(observation)).not.toHaveProperty('participantId');
    },
  );

  it('of a participant is named by the participant', () => {
    const leg = legOf(observe(payload('single-callback-media-participant')));
    expect(leg).toMatchObject({
      participantId: payload('single-callback-media-participant', 'id'),
      purpose: 'agent',
      state: 'connected',
      connectedAt: at('2026-09-03T10:00:09.845Z'),
      timeout: 30_000,
    });
    expect(leg).not.toHaveProperty('communicationId');
  });

  it.each(['purpose', 'user', 'queue', 'peer', 'startTime', 'endTime', 'attributes', 'outboundPreview'])(
    'with %s is a participant',
    (field) => {
      const blank = {
        purpose: 'customer',
        startTime: '2026-09-03T10:00:00Z',
        endTime: '2026-09-03T10:00:00Z',
      };
      const leg = {
        conversationId: 'c',
        id: 'x',
        state: 'scheduled',
        [field]: Reflect.get(blank, field) ?? '',
      };
      expect(legOf(observe(leg))).toMatchObject({ participantId: 'x' });
    },
  );

  it.each(['peerId', 'disconnectedTime', 'scriptId', 'dialerPreview', 'callerId', 'segments'])(
    'with %s is a callback, even with a purpose put beside it',
    (field) => {
      const leg = { conversationId: 'c', id: 'x', purpose: 'agent', participantId: 'p', [field]: null };
      expect(legOf(observe(leg))).toEqual({ communicationId: 'x', participantId: 'p', purpose: 'agent' });
    },
  );

  it('with nothing but what both have is a callback', () => {
    expect(legOf(observe({ conversationId: 'c', id: 'x', state: 'disconnected' }))).toEqual({
      communicationId: 'x',
      state: 'disconnected',
    });
  });

  it('reads the legacy dialect', () => {
    expect(legOf(observe(payload('single-conversation-notification-callback')))).toEqual({
      communicationId: ID,
      state: 'scheduled',
      scheduledFor: at('2026-09-03T10:00:00.000Z'),
      timeout: 0,
      number: '+13175550142',
      name: 'Robin Sample',
    });
  });

  it('reads the placement key, the preview and the peer', () => {
    expect(legOf(observe(payload('single-callback-media-participant'))).placementKey).toBe(
      payload('single-callback-media-participant', `attributes.${PLACEMENT_KEY_ATTRIBUTE}`),
    );
    expect(legOf(observe(payload('single-callback-basic')))).toMatchObject({ preview: true, peerId: ID });
  });

  it.each([
    ['callback', {}],
    ['participant', { purpose: 'customer' }],
  ])('of a %s that tells no other start began when it alerted', (_, more) => {
    const leg = { conversationId: 'c', id: 'x', startAlertingTime: '2026-09-03T10:00:00Z', ...more };
    expect(legOf(observe(leg)).startedAt).toBe(at('2026-09-03T10:00:00Z'));
  });

  it.each(['id', 'name'])('with nothing but %s is refused', (field) => {
    expect(parseOne({ conversationId: 'c', [field]: 'x' })).toMatchObject({ kind: 'refused' });
  });

  it('takes the conversation that is named beside the body, or in it, or in both places alike', () => {
    const anonymous = changed(payload('single-callback'), { conversationId: undefined });
    expect(observe(anonymous, 'from-the-path').conversationId).toBe('from-the-path');
    expect(observe(payload('single-callback'), String(CONVERSATION)).conversationId).toBe(CONVERSATION);
  });

  it.each(['single-callback', 'relay-flat', 'callbacks-waiting'])(
    'is refused where the one beside the body contradicts the one in it, as in %s',
    (name) => {
      const text = JSON.stringify(payload(name));
      expect(parseNotification(text, 'from-the-path')).toMatchObject({
        element: {
          kind: 'refused',
          refusal: {
            reason: 'invalid',
            issues: [
              { path: 'conversationId', expected: 'the same conversation as in the path of the request' },
            ],
          },
        },
      });
    },
  );

  it('without a conversation is refused', () => {
    const anonymous = changed(payload('single-callback'), { conversationId: undefined });
    expect(refuse(anonymous)).toEqual({
      reason: 'no-conversation-id',
      issues: [{ path: 'conversationId', expected: 'the id of a conversation, in the body or the path' }],
    });
    expect(parseOne(anonymous, '').kind).toBe('refused');
  });

  it('may be stamped', () => {
    const stamped = changed(payload('single-callback'), { timestamp: '2026-09-03T10:00:01Z' });
    expect(observe(stamped).stampedAt).toBe(at('2026-09-03T10:00:01Z'));
    expect(observe(payload('single-callback')).stampedAt).toBeUndefined();
  });

  it.each([{ startTime: [] }, { placementKey: 5 }, { externalContactId: {} }])(
    'of a communication has none of what its model lacks: %j',
    (beside) => {
      const { told } = observe(
        changed(payload('single-callback'), { afterCallWorkRequired: false, ...beside }),
      );
      expect(JSON.stringify(told)).not.toMatch(/startedAt|placementKey|contactId/);
    },
  );

  it('of a call is of other media', () => {
    const call = payload('all-media-outbound-call', 'eventBody.participants.0.calls.0');
    expect(parseOne(changed(call, { conversationId: 'c' }))).toMatchObject({
      kind: 'ignored',
      because: 'other-media',
    });
  });
});
