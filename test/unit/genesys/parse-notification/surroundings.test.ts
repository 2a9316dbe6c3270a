import { describe, expect, it } from 'vitest';
import { MAX_LENGTH } from '#shared/genesys/bounds.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import {
  at,
  changed,
  legOf,
  legsOf,
  observe,
  parseOne,
  payload,
  refuse,
} from '#test/unit/genesys/payload.ts';

const message = payload('eventbridge-callbacks-agent-connected', 'detail');
const inEventBridge = payload('eventbridge-callbacks-agent-connected');
const bare = changed(payload('callbacks-waiting', 'eventBody'), { timestamp: '2026-09-03T10:00:00Z' });

describe('what is taken for an envelope', () => {
  it.each([
    ['a number', 5],
    ['a blank', ''],
    ['an object', {}],
  ])('is not a body with %s for a topic name', (_, topicName) => {
    expect(observe(changed(bare, { topicName }))).toEqual(observe(bare));
  });

  it.each(['detail', 'detail-type'])('is not a body that has a %s alone', (name) => {
    expect(observe(changed(bare, { [name]: 'something' }))).toEqual(observe(bare));
  });

  it('is not what a bare body has beside what its model knows', () => {
    expect(observe(changed(bare, { metadata: 5, version: 5 }))).toEqual(observe(bare));
  });

  it('is an event with a detail type, whatever its detail is', () => {
    const event = { 'detail-type': 'v2.users.{id}.conversations.callbacks', detail: 5 };
    expect(refuse(event).issues).toEqual([{ path: 'detail', expected: 'an object' }]);
    expect(parseOne({ ...event, 'detail-type': 'v2.unheard.of' })).toEqual({
      kind: 'ignored',
      because: 'unknown-topic',
    });
    expect(parseOne({ ...event, 'detail-type': '' })).toMatchObject({ kind: 'refused' });
  });
});

describe('where a body is wrong', () => {
  it.each([
    ['a bare body', changed(bare, { id: 5 }), 'id'],
    ['the stamp of a bare body', changed(bare, { timestamp: 5 }), 'timestamp'],
    ['a message', changed(message, { 'eventBody.id': 5 }), 'eventBody.id'],
    ['the stamp of a message', changed(message, { timestamp: 5 }), 'timestamp'],
    ['a message in an event', changed(inEventBridge, { 'detail.eventBody.id': 5 }), 'detail.eventBody.id'],
    [
      'the stamp of a message in an event',
      changed(inEventBridge, { 'detail.timestamp': 5 }),
      'detail.timestamp',
    ],
    ['a bare body in an event', changed(inEventBridge, { detail: changed(bare, { id: 5 }) }), 'detail.id'],
  ])('is told by its path: %s', (_, body, path) => {
    expect(refuse(body).issues).toMatchObject([{ path }]);
  });

  it('is told by the path without its last dot, where the body is none of ours', () => {
    const event = changed(inEventBridge, { 'detail.eventBody': 5 });
    expect(refuse(event).issues).toEqual([{ path: 'detail.eventBody', expected: 'an object' }]);
    expect(refuse({}).issues).toEqual([{ path: '', expected: 'a notification of a callback' }]);
  });

  it('is told of every field up to a length of 65,536, of one above', () => {
    const issuesAt = (length: number) => {
      const body = changed(bare, { id: 5, name: 5 });
      const text = JSON.stringify(body).padEnd(length, ' ');
      const parsed = parseNotification(text);
      return parsed.kind === 'one' && parsed.element.kind === 'refused'
        ? parsed.element.refusal.issues.length
        : 0;
    };
    expect([issuesAt(65_536), issuesAt(65_537)]).toEqual([2, 1]);
  });
});

describe('what is ignored', () => {
  it('names its conversation', () => {
    expect(parseOne({ topicName: 'v2.users.x.conversations.chats', eventBody: { id: 'c' } })).toEqual({
      kind: 'ignored',
      because: 'other-media',
      conversationId: 'c',
    });
  });

  it.each([5, {}, 'a b', '', 'x'.repeat(129)])('names no conversation by %j', (id) => {
    expect(parseOne({ topicName: 'v2.unheard.of', eventBody: { id } })).toEqual({
      kind: 'ignored',
      because: 'unknown-topic',
    });
  });
});

describe('conversations', () => {
  const topic = (medium: string) => `v2.users.x.conversations${medium}`;

  it.each([null, ''])('with %j for participants tell nothing, whatever the topic', (participants) => {
    for (const topicName of [topic(''), topic('.callbacks'), topic('.chats'), 'v2.unheard.of']) {
      expect(parseOne({ topicName, eventBody: { id: 'c', participants } })).toMatchObject({
        because: 'other-media',
      });
    }
  });

  it('without participants tell nothing, but have to say which they are', () => {
    expect(parseOne({ id: 'c', participants: [] })).toMatchObject({
      kind: 'ignored',
      because: 'other-media',
    });
    expect(refuse({ participants: [] }).reason).toBe('no-conversation-id');
  });

  it('with one participant that is none are refused, for that one', () => {
    for (const none of [null, 5, []]) {
      const body = { id: 'c', participants: [{ id: 'p', state: 'scheduled' }, none] };
      expect(refuse(body).issues).toEqual([{ path: 'participants.1', expected: 'an object' }]);
    }
  });

  it('are of callbacks where one participant waits, were it by its first state alone', () => {
    const participants = [
      { id: 'p', state: 'connected', initialState: 'Scheduled' },
      { id: 'q', purpose: 'acd' },
    ];
    expect(legsOf(observe({ id: 'c', participants }))).toHaveLength(2);
  });

  it('are of other media where one participant has their communications, even under a topic of callbacks', () => {
    const participants = [
      { id: 'p', chats: [] },
      { id: 'q', purpose: 'agent' },
    ];
    expect(parseOne({ topicName: topic('.callbacks'), eventBody: { id: 'c', participants } })).toMatchObject({
      because: 'other-media',
    });
  });

  it.each([
    'calls',
    'callbacks',
    'chats',
    'cobrowsesessions',
    'emails',
    'messages',
    'internalMessages',
    'screenMonitorings',
    'screenshares',
    'socialExpressions',
    'videos',
  ])(
    'are of other media, under a topic of callbacks too, with a list of %s that holds no callback',
    (medium) => {
      const eventBody = { id: 'c', participants: [{ id: 'p', [medium]: [] }] };
      expect(parseOne({ topicName: topic('.callbacks'), eventBody })).toMatchObject({
        because: 'other-media',
      });
    },
  );

  it.each([
    'callbackNumbers',
    'callbackUserName',
    'callbackScheduledTime',
    'automatedCallbackConfigId',
    'timeoutSeconds',
    'skipEnabled',
    'externalCampaign',
    'outboundPreview',
  ])(
    'are of callbacks, without a topic, where a participant has %s; of other media where none has',
    (field) => {
      expect(legsOf(observe({ id: 'c', participants: [{ id: 'p', [field]: null }] }))).toHaveLength(1);
      expect(parseOne({ id: 'c', participants: [{ id: 'p' }] })).toMatchObject({ because: 'other-media' });
    },
  );

  it('are of other media where the lists of callbacks are empty', () => {
    const participants = [{ id: 'p', callbacks: [], calls: [{ id: 'call', state: 'connected' }] }];
    expect(parseOne({ id: 'c', participants })).toMatchObject({ because: 'other-media' });
  });

  it('of all media have the legs and the calls of those that have some', () => {
    const participants = [
      { purpose: 'customer', callbacks: [{ id: 'leg', state: 'scheduled' }], calls: null },
      { purpose: 'agent', calls: [{ state: 'connected', segments: null }] },
      { purpose: 'acd' },
    ];
    expect(observe({ id: 'c', participants }).told).toEqual({
      kind: 'snapshot',
      legs: [{ communicationId: 'leg', purpose: 'customer', state: 'scheduled' }],
      calls: [{ id: '/0', state: 'connected', direction: 'unknown' }],
    });
  });

  it('under a topic of all media are such, though they have no participants', () => {
    const eventBody = { id: 'c', address: 'x' };
    expect(parseOne({ topicName: topic(''), eventBody })).toMatchObject({ because: 'other-media' });
    expect(refuse({ topicName: topic('.callbacks'), eventBody: { address: 'x' } }).reason).toBe(
      'no-conversation-id',
    );
  });
});

describe('detail events', () => {
  const event = (kind: string, eventBody: unknown) => ({
    topicName: `v2.detail.events.conversation.x.${kind}`,
    eventBody,
  });
  const session = { conversationId: 'c', sessionId: 's', mediaType: 'CALLBACK' };

  it('are what their topic calls them, whatever their fields', () => {
    expect(legOf(observe(event('acd.start', session)))).toMatchObject({ purpose: 'acd' });
    expect(legOf(observe(event('user.end', { ...session, queueId: 'q' })))).toMatchObject({
      purpose: 'agent',
      state: 'disconnected',
    });
  });

  it('are such by their topic, by their time or by their session', () => {
    const body = { conversationId: 'c', mediaType: 'CALLBACK', participantId: 'p' };
    expect(legOf(observe(event('customer.start', body)))).toMatchObject({ purpose: 'customer' });
    expect(legOf(observe({ ...body, sessionId: 's' }))).toMatchObject({ communicationId: 's' });
    expect(legOf(observe({ ...body, eventTime: 1 }))).toMatchObject({ startedAt: 1 });
  });

  it.each(['callbackScheduledTime', 'callbackUserName', 'callbackNumbers'])(
    'without a medium are of a callback where they have %s',
    (name) => {
      const values = { callbackScheduledTime: 1, callbackUserName: 'Robin', callbackNumbers: ['1'] };
      const body = { conversationId: 'c', sessionId: 's', eventTime: 1 };
      expect(observe({ ...body, [name]: Reflect.get(values, name) }).conversationId).toBe('c');
      expect(parseOne(body)).toMatchObject({ kind: 'ignored', because: 'other-media' });
    },
  );

  it('with a medium that is no text are refused for it', () => {
    expect(refuse({ ...session, mediaType: 5 }).issues).toEqual([
      { path: 'mediaType', expected: 'a string' },
    ]);
  });
});

describe('legs alone', () => {
  it('are recorded at the newest instant at which they connected or ended', () => {
    const leg = {
      conversationId: 'c',
      id: 'x',
      state: 'disconnected',
      connectedTime: '2026-09-03T10:00:00Z',
    };
    expect(observe(leg).recordedAt).toBe(at('2026-09-03T10:00:00Z'));
    expect(observe({ ...leg, disconnectedTime: '2026-09-03T10:01:00Z' }).recordedAt).toBe(
      at('2026-09-03T10:01:00Z'),
    );
    expect(observe({ conversationId: 'c', id: 'x', state: 'scheduled' }).recordedAt).toBeUndefined();
  });

  it('with an id that is too long are refused', () => {
    const leg = { conversationId: 'c', id: 'x'.repeat(MAX_LENGTH + 1), state: 'scheduled' };
    expect(refuse(leg)).toMatchObject({ reason: 'invalid', issues: [{ path: '' }] });
  });

  it('of a participant belong to the conversation that the sender named beside them, where they name none', () => {
    const leg = changed(payload('single-callback-media-participant'), { conversationId: '' });
    expect(observe(leg, 'from-the-path').conversationId).toBe('from-the-path');
    expect(refuse(leg).reason).toBe('no-conversation-id');
  });

  it.each(['muted', 'confined', 'recording', 'ani', 'dnis'])('with %s are calls', (field) => {
    const leg = { conversationId: 'c', id: 'x', state: 'connected', peerId: 'p' };
    expect(parseOne({ ...leg, [field]: null })).toMatchObject({ kind: 'ignored', because: 'other-media' });
    expect(parseOne(leg)).toMatchObject({ kind: 'observed' });
  });

  it('under an unknown topic are such only with a conversation and a field that only callbacks have', () => {
    const told = (eventBody: unknown) => parseOne({ topicName: 'v2.unheard.of', eventBody });
    const leg = { conversationId: 'c', id: 'x', state: 'connected' };
    expect(told(leg)).toMatchObject({ kind: 'ignored', because: 'unknown-topic' });
    expect(told({ id: 'x', callbackNumbers: ['1'] })).toMatchObject({
      kind: 'ignored',
      because: 'unknown-topic',
    });
    expect(told({ ...leg, callbackNumbers: ['1'] })).toMatchObject({ kind: 'observed' });
  });

  it.each([
    ['nothing that a preview has', undefined, { strange: 'x' }],
    ['blanks', undefined, { id: '', contactId: null }],
    ['something that a preview has', true, { contactId: 'contact' }],
    ['a column without a name', true, { phoneNumberColumns: [{}] }],
  ])('with a preview that holds %s: preview is %s', (_, preview, dialerPreview) => {
    const leg = legOf(observe({ conversationId: 'c', id: 'x', state: 'scheduled', dialerPreview }));
    expect(leg.preview).toBe(preview);
    expect(leg).not.toHaveProperty('phoneColumn');
  });
});

describe('words that no model of Genesys’ has', () => {
  const unknownIn = (body: unknown) => parseNotification(JSON.stringify(body)).unknownValues;

  it('are counted in what nothing else is made of', () => {
    const leg = { conversationId: 'c', id: 'x', state: 'scheduled' };
    expect(unknownIn({ ...leg, direction: 'sideways' })).toBe(1);
    expect(unknownIn({ ...leg, disconnectType: 'bored' })).toBe(1);
    expect(
      unknownIn({ conversationId: 'c', sessionId: 's', mediaType: 'CALLBACK', disconnectType: 'bored' }),
    ).toBe(1);
    const calls = [{ id: 'call', state: 'connected', disconnectType: 'bored' }];
    expect(unknownIn({ id: 'c', participants: [{ callbacks: [{ id: 'x' }], calls }] })).toBe(1);
  });

  it('are not counted where nothing is told', () => {
    const calls = [{ id: 'call', state: 'connected', disconnectType: '', direction: null }];
    expect(unknownIn({ id: 'c', participants: [{ callbacks: [{ id: 'x', direction: '' }], calls }] })).toBe(
      0,
    );
  });
});
