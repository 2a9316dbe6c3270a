import { describe, expect, it } from 'vitest';
import type { ParsedElement } from '#shared/genesys/parse-notification.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { at, changed, payload } from '#test/unit/genesys/payload.ts';

type Fields = Readonly<Record<string, unknown>>;

const CONVERSATION = 'dfab072c-e55f-48c4-81b2-f939323bbceb';
const CONTACT = '5b5f9b0a-8f3e-4c0f-9d43-3f0a54a9e1c7';
const HIS = 'tel:+13175550142';
const OURS = 'tel:+13175550100';

const end = (addressNormalized: string) => ({ addressNormalized, addressRaw: addressNormalized });

const aCall = (changes: Fields = {}) => ({
  id: 'call',
  state: 'connected',
  direction: 'inbound',
  connectedTime: '2026-09-03T10:00:00Z',
  self: end(HIS),
  other: end(OURS),
  ...changes,
});

const aCustomer = (call: Fields = {}, changes: Fields = {}) => ({
  id: 'customer',
  purpose: 'customer',
  calls: [aCall(call)],
  ...changes,
});

const anAgent = (call: Fields = {}, changes: Fields = {}) => ({
  id: 'agent',
  purpose: 'agent',
  calls: [
    aCall({
      connectedTime: '2026-09-03T10:01:00Z',
      self: end('sip:3c98baaa2b10@example.org'),
      other: end(HIS),
      ...call,
    }),
  ],
  ...changes,
});

const aConversation = (...participants: readonly unknown[]) => ({ id: CONVERSATION, participants });

function elementOf(body: unknown, conversationId?: string): ParsedElement {
  const parsed = parseNotification(JSON.stringify(body), conversationId, { findReached: true });
  if (parsed.kind !== 'one') throw new Error('an array was read where one notification was expected');
  return parsed.element;
}

function reachedIn(body: unknown) {
  const element = elementOf(body);
  return element.kind === 'refused' ? 'refused' : element.reached;
}

const reachedBy = (...participants: readonly unknown[]) => reachedIn(aConversation(...participants));

const REACHED = { conversationId: CONVERSATION, at: at('2026-09-03T10:01:00Z'), numbers: ['13175550142'] };

describe('a customer in a talk with an agent', () => {
  it('is told of a conversation without callbacks, which is ignored otherwise', () => {
    expect(elementOf(aConversation(aCustomer(), anAgent()))).toEqual({
      kind: 'ignored',
      because: 'other-media',
      conversationId: CONVERSATION,
      reached: [REACHED],
    });
  });

  it('is told of a conversation with callbacks, beside what is observed', () => {
    const body = changed(payload('all-media-outbound-call'), {
      'eventBody.participants.0.calls.0.state': 'connected',
      'eventBody.participants.0.calls.0.connectedTime': '2026-09-03T10:00:40Z',
    });
    expect(elementOf(body)).toMatchObject({
      kind: 'observed',
      reached: [
        {
          conversationId: payload('all-media-outbound-call', 'eventBody.id'),
          at: at('2026-09-03T10:00:40Z'),
          numbers: ['13175550142'],
        },
      ],
    });
  });

  it('is not looked for unless somebody wants to know', () => {
    const { kind, ...rest } = parseNotification(JSON.stringify(aConversation(aCustomer(), anAgent())));
    expect(kind).toBe('one');
    expect(rest).toHaveProperty('element.because', 'other-media');
    expect(rest).not.toHaveProperty('element.reached');
  });

  it('is told in both dialects, of external participants and users, too', () => {
    expect(
      reachedBy(
        aCustomer({ state: 'CONNECTED', direction: 'INBOUND' }, { purpose: 'EXTERNAL' }),
        anAgent({ state: 'CONNECTED' }, { purpose: 'user' }),
      ),
    ).toEqual([REACHED]);
  });

  it('is told by contact as well, or by contact alone', () => {
    const known = { externalContactId: CONTACT };
    expect(reachedBy(aCustomer({}, known), anAgent())).toEqual([{ ...REACHED, externalContactId: CONTACT }]);
    expect(reachedBy(aCustomer({ self: undefined }, known), anAgent())).toEqual([
      { ...REACHED, numbers: [], externalContactId: CONTACT },
    ]);
  });

  it('is not told where nothing tells who he is', () => {
    expect(reachedBy(aCustomer({ self: end('sip:anonymous@anonymous.invalid') }), anAgent())).toBeUndefined();
  });

  it('is told once each, where there are several', () => {
    const other = aCustomer({ self: end('tel:+4915112345678'), connectedTime: '2026-09-03T10:05:00Z' });
    expect(reachedBy(aCustomer(), anAgent(), other)).toEqual([
      REACHED,
      { ...REACHED, at: at('2026-09-03T10:05:00Z'), numbers: ['4915112345678'] },
    ]);
  });
});

describe('a customer without an agent', () => {
  it.each([
    ['who waits in a queue', { purpose: 'acd' }],
    ['in an IVR', { purpose: 'ivr' }],
    ['in a workflow', { purpose: 'workflow' }],
    ['at a voicemail', { purpose: 'voicemail' }],
  ])('%s is not reached', (_where, other) => {
    expect(reachedBy(aCustomer(), anAgent({}, other))).toBeUndefined();
  });

  it.each(['alerting', 'dialing', 'contacting', 'offering'])(
    'whom an agent is %s is not reached',
    (state) => {
      expect(reachedBy(aCustomer(), anAgent({ state, connectedTime: undefined }))).toBeUndefined();
      expect(reachedBy(aCustomer({ state }), anAgent())).toBeUndefined();
    },
  );

  it('whose agent never connected is not reached', () => {
    expect(
      reachedBy(aCustomer(), anAgent({ state: 'disconnected', connectedTime: undefined })),
    ).toBeUndefined();
  });

  it('who hung up before an agent came is not reached', () => {
    const gone = { state: 'disconnected', disconnectedTime: '2026-09-03T10:00:59Z' };
    expect(reachedBy(aCustomer(gone), anAgent())).toBeUndefined();
  });

  it('who hung up at the instant at which an agent came is not reached', () => {
    const gone = { state: 'disconnected', disconnectedTime: '2026-09-03T10:01:00Z' };
    expect(reachedBy(aCustomer(gone), anAgent())).toBeUndefined();
  });

  it('is told where a participant without calls is there too', () => {
    expect(reachedBy({ id: 'flow', purpose: 'customer', calls: null }, aCustomer(), anAgent())).toEqual([
      REACHED,
    ]);
  });

  it('is none where there are no participants', () => {
    expect(reachedIn({ id: CONVERSATION, participants: null })).toBeUndefined();
  });

  it('whose agent was connected with another is not reached', () => {
    const gone = { state: 'terminated', disconnectedTime: '2026-09-03T10:01:10Z' };
    const late = aCustomer({ connectedTime: '2026-09-03T10:02:00Z' });
    expect(reachedBy(late, anAgent(gone))).toBeUndefined();
  });

  it('and agents among themselves are nobody', () => {
    expect(reachedBy(anAgent(), anAgent())).toBeUndefined();
  });
});

describe('the instant at which a customer was reached', () => {
  it('is the start of the talk, not a later one, so that what is scheduled in it is not over with it', () => {
    const over = { state: 'disconnected', disconnectedTime: '2026-09-03T10:20:00Z' };
    expect(reachedBy(aCustomer(over), anAgent(over))).toEqual([REACHED]);
    const second = anAgent({ connectedTime: '2026-09-03T10:10:00Z' });
    expect(reachedBy(aCustomer(), second, anAgent(over))).toEqual([REACHED]);
  });

  it('is when the customer answers a call that an agent made', () => {
    const answered = aCustomer({ direction: 'outbound', connectedTime: '2026-09-03T10:01:30Z' });
    expect(reachedBy(anAgent({ direction: 'outbound' }), answered)).toMatchObject([
      { at: at('2026-09-03T10:01:30Z') },
    ]);
  });

  it('is that of the second try, where the first was not answered', () => {
    const first = aCall({ state: 'disconnected', disconnectedTime: '2026-09-03T10:00:30Z' });
    const agent = anAgent({ connectedTime: '2026-09-03T10:02:00Z' });
    const customer = aCustomer({ connectedTime: '2026-09-03T10:02:20Z' });
    expect(reachedBy({ ...agent, calls: [first, ...agent.calls] }, customer)).toMatchObject([
      { at: at('2026-09-03T10:02:20Z') },
    ]);
  });
});

describe('the numbers of a customer', () => {
  const numbersOf = (...participants: readonly unknown[]) => {
    const reached = reachedBy(...participants);
    return reached === 'refused' ? reached : reached?.flatMap(({ numbers }) => numbers);
  };

  it('are those of his participant and of his end of the call, each once', () => {
    const told = { address: '+13175550142', ani: 'tel:+13175550143' };
    expect(numbersOf(aCustomer({}, told), anAgent())).toEqual(['13175550142', '13175550143']);
  });

  it('are not the number that he called', () => {
    expect(numbersOf(aCustomer(), anAgent({ self: end(OURS) }))).toEqual(['13175550142']);
  });

  it('are those of the raw address, where the other is none', () => {
    const self = { addressNormalized: 'sip:agentless', addressRaw: 'sip:+13175550142@edge;user=phone' };
    expect(numbersOf(aCustomer({ self }), anAgent())).toEqual(['13175550142']);
  });

  it('are those of the normalised address, where both are numbers', () => {
    const self = { addressNormalized: HIS, addressRaw: 'tel:+13175550199' };
    expect(numbersOf(aCustomer({ self }), anAgent())).toEqual(['13175550142']);
  });

  it('are none of an address that tells neither, nor of a call without a direction', () => {
    const told = { address: '+13175550142' };
    const blank = { addressNormalized: null, addressRaw: '' };
    expect(numbersOf(aCustomer({ self: blank, direction: null }, told), anAgent())).toEqual(['13175550142']);
  });

  it('are the other end of a call whose own end is our agents', () => {
    const turned = { self: end(OURS), other: end(HIS) };
    expect(numbersOf(aCustomer(turned), anAgent(turned))).toEqual(['13175550142']);
    expect(numbersOf(aCustomer({ ...turned, direction: 'outbound' }), anAgent(turned))).toEqual([
      '13175550142',
    ]);
  });

  it('are both ends of a call that was made for him, where no end is known as ours', () => {
    const turned = { direction: 'OUTBOUND', self: end(OURS), other: end(HIS) };
    expect(numbersOf(aCustomer(turned), anAgent())).toEqual(['13175550100', '13175550142']);
  });

  it('are no names', () => {
    const self = { ...end(HIS), name: 'Robin Sample 0000000', nameRaw: '0000000' };
    const reached = reachedBy(aCustomer({ self }, { name: 'Robin Sample', aniName: '1234567' }), anAgent());
    expect(reached).toEqual([REACHED]);
  });

  it('and the customers and calls are few, however many a body holds', () => {
    const numbers = Array.from({ length: 50 }, (_, index) => `tel:+1317555${1000 + index}`);
    const calls = numbers.map((number) => aCall({ self: end(number) }));
    const crowd = Array.from({ length: 50 }, () => aCustomer({}, { calls }));
    const reached = reachedBy(...crowd, anAgent({}, { calls: [...calls, ...anAgent().calls] }));
    expect(reached).toHaveLength(4);
    expect(numbersOf(...crowd, anAgent())).toHaveLength(16);
  });
});

describe('the calls of a participant', () => {
  const tries = (count: number) => Array.from({ length: count }, () => aCall({ state: 'alerting' }));

  it('are looked at up to the sixteenth, so that a body of thousands costs little', () => {
    const { calls } = aCustomer();
    expect(reachedBy(aCustomer({}, { calls: [...tries(15), ...calls] }), anAgent())).toHaveLength(1);
    expect(reachedBy(aCustomer({}, { calls: [...tries(16), ...calls] }), anAgent())).toBeUndefined();
  });
});

describe('other notifications', () => {
  it('without calls tell of nobody', () => {
    const chat = { state: 'connected', connectedTime: '2026-09-03T10:00:00Z' };
    const body = aConversation(
      { purpose: 'customer', address: HIS, chats: [chat] },
      { purpose: 'agent', chats: [chat] },
    );
    expect(elementOf(body)).toEqual({
      kind: 'ignored',
      because: 'other-media',
      conversationId: CONVERSATION,
    });
  });

  it.each([
    'calls-topic',
    'all-media-scheduled',
    'all-media-voice-only',
    'callbacks-agent-connected',
    'eventbridge-customer-start-voice',
    'heartbeat',
    'relay-flat',
    'single-callback',
  ])('such as %s tell of nobody', (name) => {
    const element = elementOf(payload(name), payload('rest-conversation', 'id') as string);
    expect(element).not.toHaveProperty('reached');
  });

  it.each([
    ['without an id', { ...aConversation(aCustomer(), anAgent()), id: undefined }],
    ['with a strange id', { ...aConversation(aCustomer(), anAgent()), id: 'a b' }],
    ['with a field of the wrong type', aConversation(aCustomer({ connectedTime: 'noon' }), anAgent())],
    ['with a list that is none', aConversation(aCustomer({}, { calls: {} }), anAgent())],
  ])('%s are ignored as ever, and tell of nobody', (_what, body) => {
    expect(elementOf(body)).toMatchObject({ kind: 'ignored', because: 'other-media' });
    expect(reachedIn(body)).toBeUndefined();
  });

  it('of another medium do not count enum values, whether somebody wants to know or not', () => {
    const text = JSON.stringify(aConversation(aCustomer({ state: 'sleeping' }), anAgent()));
    expect(parseNotification(text, undefined, { findReached: true }).unknownValues).toBe(0);
  });

  it('that are refused tell of nobody', () => {
    const body = aConversation(
      aCustomer({}, { callbacks: [{ callbackNumbers: '+13175550142' }] }),
      anAgent(),
    );
    expect(reachedIn(body)).toBe('refused');
  });
});
