import { describe, expect, it } from 'vitest';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { at, changed, observe, parseOne, payload, payloadText, refuse } from '#test/unit/genesys/payload.ts';

describe('an envelope', () => {
  const inEventBridge = payload('eventbridge-callbacks-agent-connected');
  const message = payload('eventbridge-callbacks-agent-connected', 'detail');
  const bare = changed(payload('eventbridge-callbacks-agent-connected', 'detail.eventBody'), {
    timestamp: '2026-09-03T10:00:09.902Z',
  });

  it('makes no difference to what is told', () => {
    const expected = observe(inEventBridge);
    expect(observe(message)).toEqual(expected);
    expect(observe(bare)).toEqual(expected);
  });

  it('stamps by the timestamp of the message, never by the whole seconds of EventBridge', () => {
    expect(observe(inEventBridge).stampedAt).toBe(at('2026-09-03T10:00:09.902Z'));
    expect(observe(changed(inEventBridge, { 'detail.timestamp': undefined })).stampedAt).toBeUndefined();
    expect(observe(payload('callbacks-agent-connected')).stampedAt).toBeUndefined();
  });

  it('may hold a bare body where EventBridge was told to unwrap it', () => {
    const unwrapped = changed(inEventBridge, { detail: bare });
    expect(observe(unwrapped)).toEqual(observe(inEventBridge));
  });

  it.each([
    ['time', 'soon'],
    ['detail.timestamp', '2026-09-03T10:00:09.902'],
    ['detail.metadata', 5],
    ['detail.version', 2],
  ])('is refused with a %s that is not one', (path, value) => {
    expect(refuse(changed(inEventBridge, { [path]: value }))).toMatchObject({
      reason: 'invalid',
      issues: [{ path }],
    });
  });
});

describe('the fingerprint', () => {
  const print = (value: unknown) => observe(value).fingerprint;
  const stamped = payload('callbacks-waiting-stamped');

  it('is 8 bytes in base64url', () => {
    expect(print(stamped)).toMatch(/^[\w-]{11}$/);
    expect(Buffer.from(print(stamped), 'base64url')).toHaveLength(8);
  });

  it('does not depend on the spelling of the body', () => {
    expect(print(payloadText('callbacks-waiting-stamped'))).toBe(print(stamped));
    expect(print(changed(stamped, { 'metadata.CorrelationId': 'other', topicName: 'v2.unheard.of' }))).toBe(
      print(stamped),
    );
  });

  it.each([
    ['the stamp', { timestamp: '2026-09-03T09:12:40.191Z' }],
    ['the conversation', { 'eventBody.id': 'other' }],
    ['a state', { 'eventBody.participants.0.state': 'connected' }],
    ['the order of legs', { 'eventBody.participants.0.id': 'other' }],
  ])('changes with %s', (_what, changes) => {
    expect(print(changed(stamped, changes))).not.toBe(print(stamped));
  });
});

describe('an array', () => {
  it('is read element by element, in its order', () => {
    const parsed = parseNotification(payloadText('array'));
    expect(parsed).toMatchObject({
      kind: 'many',
      elements: [{ kind: 'observed' }, { kind: 'ignored', because: 'control-message' }, { kind: 'observed' }],
    });
  });

  it('keeps what is good beside what is bad', () => {
    const elements = [payload('single-callback'), { conversationId: 'c', state: 5 }, 7, [], null];
    expect(parseNotification(JSON.stringify(elements))).toMatchObject({
      elements: [
        { kind: 'observed' },
        {
          kind: 'refused',
          refusal: { reason: 'invalid', issues: [{ path: 'state', expected: 'a string' }] },
        },
        { kind: 'refused', refusal: { reason: 'not-an-object' } },
        { kind: 'refused', refusal: { reason: 'not-an-object' } },
        { kind: 'refused', refusal: { reason: 'not-an-object' } },
      ],
    });
  });

  it('may be empty', () => {
    expect(parseNotification('[]')).toEqual({ kind: 'many', elements: [], unknownValues: 0 });
  });

  it('may hold 100 notifications, and is refused as a whole with more', () => {
    const bodies = (length: number) => JSON.stringify(Array(length).fill(payload('heartbeat')));
    const parsed = parseNotification(bodies(100));
    expect(parsed.kind === 'many' && parsed.elements.length).toBe(100);
    const issues = [{ path: '', expected: 'an array of at most 100 notifications' }];
    expect(parseNotification(bodies(101))).toMatchObject({
      kind: 'one',
      element: { kind: 'refused', refusal: { reason: 'invalid', issues } },
    });
  });

  it('takes the conversation named beside it for elements that name none, and refuses those of another', () => {
    const parsed = parseNotification(
      '[{"state":"scheduled"},{"conversationId":"own","state":"none"}]',
      'path',
    );
    expect(parsed).toMatchObject({
      elements: [{ observation: { conversationId: 'path' } }, { refusal: { reason: 'invalid' } }],
    });
  });

  it('counts the unknown values of all elements', () => {
    const leg = { conversationId: 'c', id: 'x', state: 'levitating', disconnectType: 'bored' };
    expect(parseNotification(JSON.stringify([leg, leg])).unknownValues).toBe(4);
  });
});

describe('what is no notification of a callback', () => {
  it.each(['heartbeat', 'pong', 'socket-closing'])('%s is a control message', (name) => {
    expect(parseOne(payload(name))).toEqual({ kind: 'ignored', because: 'control-message' });
  });

  it('the bare answer to a ping is a control message', () => {
    expect(parseOne({ message: 'pong' })).toEqual({ kind: 'ignored', because: 'control-message' });
  });

  it.each([
    ['calls-topic', 'other-media'],
    ['presence-topic', 'unknown-topic'],
    ['metrics-topic', 'unknown-topic'],
  ])('%s is ignored as %s', (name, because) => {
    expect(parseOne(payload(name))).toMatchObject({ kind: 'ignored', because });
  });

  it.each([
    ['v2.users.u.routingStatus', { id: 'u', state: 'IDLE', startTime: '2026-09-03T10:00:00Z' }],
    ['v2.users.u.voicemail.messages', { id: 'v', user: { id: 'u' }, voicemail: {} }],
    ['v2.conversations.c.transcription', { conversationId: 'c', status: { status: 'SESSION_ENDED' } }],
    ['v2.users.u.conversations.emails', { id: 'c', participants: 'all' }],
    ['v2.something.new', 'a text'],
    ['v2.something.new', undefined],
  ])('a message of %s is ignored, however much it looks like a leg', (topicName, eventBody) => {
    expect(parseOne({ topicName, version: '2', eventBody }).kind).toBe('ignored');
  });

  it('an event of another source is ignored', () => {
    const event = {
      'detail-type': 'EC2 Instance State-change',
      source: 'aws.ec2',
      detail: { state: 'running' },
    };
    expect(parseOne(event)).toEqual({ kind: 'ignored', because: 'unknown-topic' });
  });

  it('a callback under a topic that nobody knows is read all the same', () => {
    const message = changed(payload('callbacks-waiting'), { topicName: 'acme.callbacks.v1' });
    expect(parseOne(message).kind).toBe('observed');
    const leg = { topicName: 'acme.callbacks.v1', eventBody: payload('single-callback') };
    expect(parseOne(leg).kind).toBe('observed');
  });
});
