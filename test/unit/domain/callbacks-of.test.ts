import { describe, expect, it } from 'vitest';
import { callbacksOf, isSameCurrent } from '#shared/domain/callbacks-of.ts';
import { emptyConversation } from '#shared/domain/conversation.ts';
import type { LegFacts } from '#shared/domain/observation.ts';
import { seconds, toIso } from '#shared/domain/time.ts';
import { recorded } from '#test/builders/conversations.ts';
import {
  aCall,
  aConnectedAgentLeg,
  aCustomerLeg,
  aLegObservation,
  anAgentLeg,
  anImmediateCustomerLeg,
  aSnapshot,
  CONVERSATION,
  CUSTOMER,
  QUEUE,
} from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const keysOf = (conversation: ReturnType<typeof recorded>) => callbacksOf(conversation).map(({ key }) => key);
const customer = (id: string, scheduledAt: number, more: LegFacts = {}) =>
  aCustomerLeg({
    participantId: `p-${id}`,
    communicationId: `c-${id}`,
    scheduledFor: noon(scheduledAt),
    ...more,
  });
const ended = (id: string, more: LegFacts = {}) =>
  ({
    communicationId: `c-${id}`,
    participantId: `p-${id}`,
    purpose: 'customer',
    state: 'disconnected',
    ...more,
  }) as const;

describe('of several callbacks in a conversation', () => {
  it('the one that was told of last is current and comes first, the others keep their order', () => {
    const conversation = recorded([
      aSnapshot([customer('a', 0), customer('b', -100)], noon(-600)),
      aLegObservation(customer('x', -200), noon(-500)),
    ]);
    expect(keysOf(conversation)).toEqual([toIso(noon(-200)), toIso(noon(0)), toIso(noon(-100))]);
  });

  it('one that goes on is current, before a later one that ended', () => {
    const conversation = recorded([
      aSnapshot([customer('a', 600), customer('b', 0)], noon(-600)),
      aLegObservation(ended('a', { scheduledFor: noon(600), endedAt: noon(-500) }), noon(-500)),
    ]);
    expect(keysOf(conversation)[0]).toBe(toIso(NOON));
  });

  it.each([
    [[0, 600], 600],
    [[600, 0], 600],
  ])(
    'the latest is current, where of all of them only the end was told: %j',
    ([first = 0, last = 0], current) => {
      const conversation = recorded([
        aLegObservation(ended('a', { scheduledFor: noon(first) }), noon(-500)),
        aLegObservation(ended('b', { scheduledFor: noon(last) }), noon(-400)),
      ]);
      expect(keysOf(conversation)[0]).toBe(toIso(noon(current)));
    },
  );

  it.each(['a', 'b'])(
    'one with a time is current before one without, where only their ends were told',
    (timed) => {
      const conversation = recorded(
        ['a', 'b'].map((id) =>
          aLegObservation(ended(id, id === timed ? { scheduledFor: NOON } : {}), noon(-500)),
        ),
      );
      expect(keysOf(conversation)[0]).toBe(toIso(NOON));
    },
  );

  it('each has its own customer, legs and end', () => {
    const gone = customer('b', -100, { state: 'disconnected', endedAt: noon(-200), name: 'Robin' });
    const [current, other] = callbacksOf(recorded([aSnapshot([customer('a', 0), gone], noon(-100))]));
    expect([current?.name, current?.endedAt, other?.name, other?.endedAt]).toEqual([
      'Alex Example',
      undefined,
      'Robin',
      noon(-200),
    ]);
  });
});

describe('the key of an immediate callback', () => {
  const other = anImmediateCustomerLeg({ participantId: 'p2', communicationId: 'c2' });

  it('is the customer’s participant, of each callback its own', () => {
    const conversation = recorded([aSnapshot([anImmediateCustomerLeg(), other], noon(0))]);
    expect(keysOf(conversation)).toEqual([`now@${CUSTOMER}`, 'now@p2']);
  });

  it('is not that of a leg of which nobody told whose it is', () => {
    const unclear = { communicationId: 'x', participantId: 'q', state: 'connected' } as const;
    const conversation = recorded([
      aSnapshot([anImmediateCustomerLeg()], noon(0)),
      aLegObservation(unclear, noon(1)),
    ]);
    expect(keysOf(conversation)).toEqual([`now@${CUSTOMER}`]);
  });

  it('names nobody while only other legs are known', () => {
    const { scheduledFor: _, ...agent } = anAgentLeg();
    expect(keysOf(recorded([aSnapshot([agent], noon(0))]))).toEqual(['now@']);
  });
});

describe('an agent whose leg tells no time', () => {
  const { scheduledFor: _, ...agent } = anAgentLeg();
  const agentsOf = (
    facts: LegFacts,
    {
      movedTo,
      toldAt = -100,
      isFirst = false,
    }: { movedTo?: number; toldAt?: number; isFirst?: boolean } = {},
  ) => {
    const before = isFirst ? [] : [aSnapshot([aCustomerLeg()], noon(-600))];
    const scheduledFor = movedTo === undefined ? NOON : noon(movedTo);
    const snapshot = aSnapshot([aCustomerLeg({ scheduledFor }), { ...agent, ...facts }], noon(toldAt));
    return callbacksOf(recorded([...before, snapshot]))[0]?.agents.length;
  };
  const connected = (at: number) => ({ state: 'connected', connectedAt: noon(at) }) as const;
  const left = (at?: number) =>
    ({
      state: 'disconnected',
      connectedAt: noon(-300),
      ...(at !== undefined && { endedAt: noon(at) }),
    }) as const;

  it('has the callback that was never moved, whenever he connected', () => {
    expect(agentsOf(connected(-300))).toBe(1);
    expect(agentsOf(connected(-300), { isFirst: true })).toBe(1);
  });

  it('has the callback before, where his leg tells the new time, but he left before it was told and came', () => {
    expect(agentsOf({ ...left(-200), scheduledFor: noon(600) }, { movedTo: 600 })).toBe(0);
  });

  it('was not the customer, who had been connected: that leg is of its callback', () => {
    const over = { state: 'disconnected', connectedAt: noon(-50), endedAt: noon(-40) } as const;
    const conversation = recorded([
      aSnapshot([aCustomerLeg({ scheduledFor: noon(-300) })], noon(-600)),
      aSnapshot([aCustomerLeg({ ...over, scheduledFor: NOON })], noon(-30)),
    ]);
    expect(callbacksOf(conversation)[0]?.endedAt).toBe(noon(-40));
  });

  it('has the other callback whose time his leg tells, though he left before the new one’s', () => {
    const moved = [
      aSnapshot([customer('a', 0)], noon(-600)),
      aSnapshot(
        [customer('b', 600), customer('a', 0), { ...agent, ...left(-200), scheduledFor: NOON }],
        noon(-100),
      ),
    ];
    expect(callbacksOf(recorded(moved)).find(({ key }) => key === toIso(NOON))?.agents).toHaveLength(1);
  });

  it.each([
    ['before', 0, -101],
    ['as soon as', 1, -100],
    ['after', 1, -99],
  ])('who connected %s it was told of that the callback had moved to later: %i', (_when, agents, at) => {
    expect(agentsOf(connected(at), { movedTo: 600 })).toBe(agents);
  });

  it.each([
    ['before', 0, -201],
    ['at', 1, -200],
    ['after', 1, -199],
  ])('who connected %s the time to which it had moved, before that was told of: %i', (_when, agents, at) => {
    expect(agentsOf(connected(at), { movedTo: -200 })).toBe(agents);
  });

  it.each([
    ['before', 0, -1],
    ['at', 1, 0],
    ['after', 1, 1],
  ])('who left %s the callback’s time: %i', (_when, agents, at) => {
    expect(agentsOf(left(at), { toldAt: 100, isFirst: true })).toBe(agents);
  });

  it.each([
    ['before', 0, -1],
    ['at', 1, 0],
  ])('who was told to have left, without an instant, %s the callback’s time: %i', (_when, agents, toldAt) => {
    expect(agentsOf(left(), { toldAt, isFirst: true })).toBe(agents);
  });

  it.each([
    ['before', 0, -301],
    ['as soon as', 1, -300],
    ['after', 1, -299],
  ])('who left before the callback’s time, and connected %s it was told of: %i', (_when, agents, at) => {
    const seen = { state: 'disconnected', connectedAt: noon(at), endedAt: noon(-200) } as const;
    const news = [
      aSnapshot([aCustomerLeg()], noon(-300)),
      aSnapshot([aCustomerLeg(), { ...agent, ...seen }], noon(-100)),
    ];
    expect(callbacksOf(recorded(news))[0]?.agents).toHaveLength(agents);
  });

  it('is the callback’s, or is not, by all that is known at last: nothing of an earlier reading stays', () => {
    const alone = recorded([aSnapshot([aCustomerLeg(), { ...agent, ...left(-200) }], noon(-100))]);
    expect(callbacksOf(alone)[0]?.agents).toHaveLength(0);
    const [record] = alone.callbacks;
    const dated = { ...alone, callbacks: record ? [{ ...record, toldAt: noon(-400) }] : [] };
    expect(callbacksOf(dated)[0]?.agents).toHaveLength(1);
    expect(callbacksOf(alone)[0]?.agents).toHaveLength(0);
  });

  it('has an immediate callback if he connected after it began, though it was moved away and back since', () => {
    const gone = { ...agent, ...connected(15) };
    const conversation = recorded([
      aSnapshot([anImmediateCustomerLeg()], noon(10)),
      aSnapshot([aCustomerLeg({ scheduledFor: noon(600) })], noon(20)),
      aSnapshot([anImmediateCustomerLeg(), gone], noon(30)),
    ]);
    expect(callbacksOf(conversation)[0]?.agents).toHaveLength(1);
  });

  it.each([
    ['has no time-out before its time', undefined, { connectedAt: 5, movedAt: 10 }],
    ['has one that runs out at its time', seconds(60), { connectedAt: 440, movedAt: 450 }],
    ['has one where they came after the move', seconds(60), { connectedAt: 15, movedAt: 10 }],
  ])('of a moved callback who is still there %s', (_what, timeout, { connectedAt, movedAt }) => {
    const time = { scheduledFor: noon(500) };
    const there = { ...agent, ...connected(connectedAt), ...time, timeout: seconds(60) };
    const conversation = recorded([
      aSnapshot([aCustomerLeg({ scheduledFor: noon(300) })], noon(0)),
      aSnapshot([aCustomerLeg(time), there], noon(movedAt)),
    ]);
    expect(callbacksOf(conversation)[0]?.agents).toMatchObject([{ timeout }]);
  });

  it('tells the queue all the same, while he is alerted', () => {
    const { queueId: _, ...legOfCustomer } = aCustomerLeg();
    const moved = { ...legOfCustomer, scheduledFor: noon(600) };
    const conversation = recorded([
      aSnapshot([legOfCustomer], noon(-600)),
      aSnapshot([moved, agent], noon(-100)),
    ]);
    expect(callbacksOf(conversation)[0]?.queueId).toBe(QUEUE);
  });
});

describe('the agents of a callback', () => {
  it('are those who are or were connected, the newest first', () => {
    const agents = [-50, -10, -30].map((at, i) =>
      aConnectedAgentLeg(noon(at), { participantId: `a${i}`, communicationId: `a${i}` }),
    );
    const [callback] = callbacksOf(
      recorded([aSnapshot([aCustomerLeg(), ...agents, anAgentLeg()], noon(-5))]),
    );
    expect(callback?.agents.map(({ connectedAt }) => connectedAt)).toEqual([noon(-10), noon(-30), noon(-50)]);
  });
});

describe('what is told of a callback', () => {
  const other = { participantId: 'other', communicationId: 'other' };
  const callback = (...legs: readonly LegFacts[]) => callbacksOf(recorded([aSnapshot(legs, noon(0))]))[0];

  it('has the agents who were told of alone among the others, the newest first', () => {
    const conversation = recorded([
      aSnapshot([aCustomerLeg(), aConnectedAgentLeg(noon(-30))], noon(-30)),
      aLegObservation({ ...aConnectedAgentLeg(noon(-50), other) }, noon(-20)),
      aLegObservation({ ...aConnectedAgentLeg(noon(-10), { communicationId: 'z' }) }, noon(-5)),
    ]);
    expect(callbacksOf(conversation)[0]?.agents.map(({ connectedAt }) => connectedAt)).toEqual([
      noon(-10),
      noon(-30),
      noon(-50),
    ]);
  });

  it('has ended once every leg of the customer has, at the last of these ends', () => {
    const over = { state: 'disconnected', endedAt: noon(-5) } as const;
    expect(callback(aCustomerLeg(over), aCustomerLeg(other))?.endedAt).toBeUndefined();
    expect(
      callback(aCustomerLeg(over), aCustomerLeg({ ...other, ...over, endedAt: noon(-9) }))?.endedAt,
    ).toBe(noon(-5));
    expect(callback(aConnectedAgentLeg(noon(-50), over))?.endedAt).toBeUndefined();
  });

  it('is an external campaign’s, or a preview, where one leg says so', () => {
    const marked = { externalCampaign: true, preview: true };
    expect(callback(aCustomerLeg(), anAgentLeg(marked))).toMatchObject({
      isExternalCampaign: true,
      isPreview: true,
    });
    expect(callback(aCustomerLeg(marked), anAgentLeg())).toMatchObject({
      isExternalCampaign: true,
      isPreview: true,
    });
    expect(callback(aCustomerLeg(), anAgentLeg())).toMatchObject({
      isExternalCampaign: false,
      isPreview: false,
    });
  });

  it('is what the customer’s leg tells, else another', () => {
    const { number: _, ...rest } = aCustomerLeg({ contactId: 'contact', phoneColumn: 'Home' });
    const agent = anAgentLeg({ name: 'of the agent', number: '317', contactId: 'x', phoneColumn: 'y' });
    expect(callback(rest, agent)).toMatchObject({
      name: 'Alex Example',
      number: '317',
      contactId: 'contact',
      phoneColumn: 'Home',
    });
  });

  it('has no due, while only an agent’s leg without a time is known', () => {
    const { scheduledFor: _, ...agent } = anAgentLeg();
    expect(callback(agent)?.due).toBeUndefined();
  });
});

describe('the current callback is certainly the same', () => {
  const empty = emptyConversation(CONVERSATION, NOON);
  const state = (legs: readonly LegFacts[]) => recorded([aSnapshot(legs, noon(0))]);
  const plain = state([aCustomerLeg()]);

  it('with the same customer and the same time, whatever else is told', () => {
    expect(isSameCurrent(plain, state([aCustomerLeg({ name: 'Robin' }), anAgentLeg()]))).toBe(true);
    expect(
      isSameCurrent(plain, {
        ...plain,
        calls: { order: { arrivedAt: NOON, fingerprint: 'x' }, value: [aCall()] },
      }),
    ).toBe(true);
  });

  it.each([
    ['another time', state([aCustomerLeg({ scheduledFor: noon(1) })])],
    ['another participant', state([aCustomerLeg({ participantId: 'other' })])],
    ['no customer', state([anAgentLeg()])],
    ['two customers', state([aCustomerLeg(), aCustomerLeg({ participantId: 'other' })])],
    ['a leg that may be anybody’s', state([aCustomerLeg(), { communicationId: 'x', state: 'connected' }])],
    [
      'something told of a leg alone',
      recorded([aSnapshot([aCustomerLeg()], noon(0)), aLegObservation({ communicationId: 'x' }, noon(1))]),
    ],
    ['nothing', empty],
  ])('but not with %s', (_, other) => {
    expect([isSameCurrent(plain, other), isSameCurrent(other, plain)]).toEqual([false, false]);
  });
});

describe('what was read of the legs', () => {
  const told = recorded([
    aSnapshot([anImmediateCustomerLeg(), anAgentLeg({ scheduledFor: noon(60) })], noon(0)),
  ]);
  const read = callbacksOf(told);

  it('is not read again where nothing changed that it is made of', () => {
    expect(callbacksOf({ ...told, seen: [], changedAt: noon(1), outbox: [] })).toBe(callbacksOf(told));
    const marked = told.callbacks.map((record) => ({ ...record, agentConnectedAt: noon(1) }));
    expect(callbacksOf({ ...told, callbacks: marked })).toBe(callbacksOf(told));
  });

  const register = { order: { arrivedAt: NOON, fingerprint: 'x' }, value: [] };
  it.each([
    ['the customer’s legs', { customerLegs: register }],
    ['the other legs', { otherLegs: register }],
    ['what was told of a leg alone', { joined: [] }],
    ['when it began', { callbacks: told.callbacks.map((one) => ({ ...one, since: noon(-9) })) }],
    ['when it was first told of', { callbacks: told.callbacks.map((one) => ({ ...one, toldAt: noon(-9) })) }],
    [
      'what it replaced',
      { callbacks: [...told.callbacks, { key: 'x', triggers: [], toldLastAt: noon(-9) }] },
    ],
  ])('is read again with other news of %s', (_, news) => {
    expect(callbacksOf({ ...told, ...news })).not.toBe(callbacksOf(told));
    expect(callbacksOf(told)).toEqual(read);
  });
});
