import { describe, expect, it } from 'vitest';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { changed, legOf, legsOf, observe, parseOne, payload, refuse } from '#test/unit/genesys/payload.ts';

const waiting = payload('callbacks-waiting');
const LEG = 'eventBody.participants.0';

describe('what can never be read', () => {
  it.each([
    ['nothing', 'not-json', ''],
    ['half an object', 'not-json', '{"a":'],
    ['a form', 'not-json', 'state=scheduled&id=x'],
    ['NaN', 'not-json', 'NaN'],
    ['a byte order mark', 'not-json', '\uFEFF{}'],
    ['null', 'not-an-object', 'null'],
    ['a number', 'not-an-object', '42'],
    ['a string', 'not-an-object', '"{}"'],
    ['a boolean', 'not-an-object', 'true'],
    ['an empty object', 'invalid', '{}'],
    ['an object of something else', 'invalid', '{"access_token":"x","expires_in":1}'],
    ['a depth bomb of arrays', 'too-deep', '['.repeat(300_000) + ']'.repeat(300_000)],
    ['a depth bomb of objects', 'too-deep', `${'{"participants":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
    [
      'a callback without a conversation',
      'no-conversation-id',
      '{"id":"x","callbackScheduledTime":"2026-09-03T10:00:00Z"}',
    ],
    ['a conversation without an id', 'no-conversation-id', '{"participants":[{"callbackNumbers":["x"]}]}'],
    [
      'a conversation whose id is blank',
      'no-conversation-id',
      '{"id":"","participants":[{"callbackNumbers":["x"]}]}',
    ],
    ['a detail event without a conversation', 'no-conversation-id', '{"eventTime":1,"mediaType":"CALLBACK"}'],
  ])('%s is refused as %s', (_what, reason, text) => {
    expect(refuse(text).reason).toBe(reason);
  });

  it.each([
    ['{', { path: '', expected: 'JSON' }],
    ['7', { path: '', expected: 'an object' }],
    ['['.repeat(65) + ']'.repeat(65), { path: '', expected: 'at most 64 levels' }],
  ])('says what was expected of %s, although there is no field to name', (text, issue) => {
    expect(refuse(text).issues).toEqual([issue]);
  });

  it('is judged by the schema under a topic of callbacks, and says where it is wrong', () => {
    expect(refuse(changed(waiting, { eventBody: undefined }))).toEqual({
      reason: 'invalid',
      issues: [{ path: 'eventBody', expected: 'an object' }],
    });
    expect(refuse(changed(waiting, { eventBody: {} })).reason).toBe('no-conversation-id');
    expect(refuse(changed(waiting, { 'eventBody.participants': { 0: {} } }))).toEqual({
      reason: 'invalid',
      issues: [{ path: 'eventBody.participants', expected: 'an array' }],
    });
    expect(refuse(changed(waiting, { 'eventBody.participants': [null] }))).toEqual({
      reason: 'invalid',
      issues: [{ path: 'eventBody.participants.0', expected: 'an object' }],
    });
  });

  it.each([
    ['a negative timeout', 'timeoutSeconds', -30, 'whole seconds from 0 to 2147483647'],
    ['a huge timeout', 'timeoutSeconds', 2 ** 31, 'whole seconds from 0 to 2147483647'],
    ['half a second', 'timeoutSeconds', 0.5, 'whole seconds from 0 to 2147483647'],
    ['a timeout as text', 'timeoutSeconds', '30', 'whole seconds from 0 to 2147483647'],
    [
      '30 February',
      'callbackScheduledTime',
      '2026-02-30T10:00:00Z',
      'an instant in ISO 8601 with seconds and Z or an offset, on the calendar: 2026-09-03T10:00:00Z',
    ],
    [
      'milliseconds for ISO 8601',
      'callbackScheduledTime',
      1_788_274_800_000,
      'an instant in ISO 8601 with seconds and Z or an offset, on the calendar: 2026-09-03T10:00:00Z',
    ],
    ['a state that is a number', 'state', 3, 'a string'],
    ['a flag that is text', 'externalCampaign', 'false', 'true or false'],
    ['one number instead of a list', 'callbackNumbers', '+13175550142', 'an array'],
    ['a number in the list of numbers', 'callbackNumbers.0', 13_175_550_142, 'a string'],
    ['an array for a queue', 'queue', [], 'an object'],
  ])('%s is refused, by path and expectation', (_what, field, value, expected) => {
    expect(refuse(changed(waiting, { [`${LEG}.${field}`]: value }))).toEqual({
      reason: 'invalid',
      issues: [{ path: `${LEG}.${field}`, expected }],
    });
  });

  it.each([
    ['a participant of 257 characters', { [`${LEG}.id`]: 'x'.repeat(257) }],
    ['a queue of 257 characters', { [`${LEG}.queue.id`]: 'x'.repeat(257) }],
    ['a name for a queue', { [`${LEG}.queue.id`]: 'Robin Sample' }],
    ['a number for a participant', { [`${LEG}.id`]: '+13175550142' }],
    ['a number of 257 characters', { [`${LEG}.callbackNumbers`]: ['5'.repeat(257)] }],
  ])('is refused with %s, which must not go into keys, answers and logs', (_what, changes) => {
    expect(refuse(changed(waiting, changes))).toEqual({
      reason: 'invalid',
      issues: [
        {
          path: '',
          expected: 'ids, of letters, digits and ._:/-, and numbers of at most 256 characters',
        },
      ],
    });
  });

  it.each(['x'.repeat(129), 'a b', 'a/b', '../x', 'é', '-x', '\u0000'])(
    'is refused with %j for a conversation, which goes into keys, answers and logs',
    (id) => {
      expect(refuse(changed(waiting, { 'eventBody.id': id }))).toEqual({
        reason: 'invalid',
        issues: [{ path: 'conversationId', expected: 'an id of at most 128 letters, digits and .:-' }],
      });
    },
  );

  it('is not refused for a long name: the name is cut', () => {
    const long = changed(waiting, {
      [`${LEG}.callbackUserName`]: 'R'.repeat(1000),
      [`${LEG}.id`]: 'x'.repeat(256),
    });
    expect(legsOf(observe(long))[0]?.name).toBe('R'.repeat(256));
  });

  it('tells all issues, but no more than 20', () => {
    const wrong = { state: 1, purpose: 2, held: 3 };
    const body = { id: 'c', participants: Array(30).fill({ ...wrong, callbackNumbers: 4 }) };
    const { issues } = refuse(body);
    expect(issues).toHaveLength(20);
    expect(issues.slice(0, 5).map(({ path }) => path)).toEqual([
      'participants.0.state',
      'participants.0.purpose',
      'participants.0.held',
      'participants.0.callbackNumbers',
      'participants.1.state',
    ]);
  });

  it('tells only the first issue of a huge body', () => {
    const body = { id: 'c', participants: [{ callbackNumbers: Array(40_000).fill(1) }] };
    expect(refuse(body).issues).toHaveLength(1);
  });
});

describe('no value of the input', () => {
  const CANARY = 'canary-+13175550199';

  it.each([
    ['in a value', { [`${LEG}.timeoutSeconds`]: CANARY, [`${LEG}.callbackScheduledTime`]: CANARY }],
    ['in a record key', { [`${LEG}.attributes`]: { [CANARY]: 5, [`a.${CANARY}.b`]: {} } }],
    ['in a nested record key', { [`${LEG}.errorInfo`]: { errors: [{ messageParams: { [CANARY]: 5 } }] } }],
    ['in place of an object', { [`${LEG}.queue`]: CANARY, [`${LEG}.user`]: [CANARY] }],
    ['in a topic', { topicName: CANARY, [`${LEG}.state`]: 5 }],
    ['in an envelope', { timestamp: CANARY, version: { [CANARY]: CANARY } }],
    ['in an unknown field', { [CANARY]: CANARY, [`${LEG}.state`]: [CANARY] }],
    ['in place of the participants', { 'eventBody.participants': CANARY }],
  ])('is in a refusal, be it %s', (_where, changes) => {
    const refusal = refuse(changed(waiting, changes));
    expect(refusal.issues.length).toBeGreaterThan(0);
    expect(JSON.stringify(refusal)).not.toContain('canary');
    expect(JSON.stringify(refusal)).not.toContain('317555');
  });

  it('is in a refusal of what is not JSON', () => {
    expect(JSON.stringify(parseNotification(`{"name": ${CANARY}}`))).not.toContain('canary');
  });

  it('shows by a record key: the path ends in a star', () => {
    expect(refuse(changed(waiting, { [`${LEG}.attributes`]: { secret: 5 } })).issues).toEqual([
      { path: `${LEG}.attributes.*`, expected: 'a string' },
    ]);
  });
});

describe('what is odd but harmless', () => {
  it('takes null and blank fields for absent ones', () => {
    const blank = Object.fromEntries(
      Object.keys(Object(payload('callbacks-waiting', LEG))).map((field, index) => [
        field,
        index % 2 ? null : '',
      ]),
    );
    const message = changed(waiting, { 'eventBody.participants': [blank] });
    expect(legsOf(observe(message))).toEqual([{}]);
  });

  it('drops __proto__ and constructor without a trace', () => {
    const text = JSON.stringify(payload('single-callback')).replace(
      '{',
      '{"__proto__":{"state":"disconnected","polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    expect(observe(text)).toEqual(observe(payload('single-callback')));
    expect({}).not.toHaveProperty('polluted');
  });

  it('ignores __proto__ as an attribute', () => {
    const text =
      '{"id":"c","participants":[{"id":"p","skipEnabled":true,"attributes":{"__proto__":{"a":1}}}]}';
    expect(legsOf(observe(text))).toEqual([{ participantId: 'p' }]);
  });

  it('takes the last of duplicate keys', () => {
    expect(legOf(observe('{"conversationId":"c","state":"scheduled","state":"connected"}'))).toEqual({
      state: 'connected',
    });
  });

  it('lets lone surrogates in free text pass', () => {
    const observation = observe('{"conversationId":"c","id":"x","callbackUserName":"\\ud800 Robin"}');
    expect(legOf(observation).name).toBe('\ud800 Robin');
    expect(observation.fingerprint).toHaveLength(11);
  });

  it('lets unknown enum values pass, and counts them', () => {
    const message = changed(waiting, {
      [`${LEG}.state`]: 'levitating',
      [`${LEG}.disconnectType`]: 'bored',
      [`${LEG}.purpose`]: 'ghost',
    });
    expect(parseNotification(JSON.stringify(message)).unknownValues).toBe(2);
    expect(legsOf(observe(message))[0]).toMatchObject({ state: 'unknown', purpose: 'other' });
  });

  it('takes instants with an offset for the same instant in UTC', () => {
    const zoned = changed(waiting, { [`${LEG}.callbackScheduledTime`]: '2026-09-03T15:30:00+05:30' });
    expect(observe(zoned)).toEqual(observe(waiting));
  });

  it('drops unknown fields of every level', () => {
    const odd = changed(waiting, { new: 1, 'eventBody.new': { a: [] }, [`${LEG}.new`]: null });
    expect(observe(odd)).toEqual(observe(waiting));
  });

  it('reads a body nested 64 deep, where the depth is in an unknown field', () => {
    const deep = `${'['.repeat(63)}${']'.repeat(63)}`;
    expect(parseOne(`{"conversationId":"c","state":"none","deep":${deep}}`).kind).toBe('observed');
    expect(refuse(`{"conversationId":"c","state":"none","deep":[${deep}]}`).reason).toBe('too-deep');
  });
});
