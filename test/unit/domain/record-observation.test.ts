import { describe, expect, it } from 'vitest';
import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import { type CallbackRecord, emptyConversation } from '#shared/domain/conversation.ts';
import { legsOf } from '#shared/domain/legs-of.ts';
import type { LegFacts, Observation } from '#shared/domain/observation.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { durationMs, minutes, plus, seconds, toIso } from '#shared/domain/time.ts';
import { recorded } from '#test/builders/conversations.ts';
import { aClaim } from '#test/builders/decisions.ts';
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
} from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const empty = emptyConversation(CONVERSATION, NOON);
const scheduledFor = (conversation: ReturnType<typeof recorded>) =>
  legsOf(conversation)[0]?.facts.scheduledFor;
const told = (at: number, stampedAt?: number, more: Partial<Observation> = {}): Observation => ({
  ...aSnapshot(
    [aCustomerLeg({ scheduledFor: noon(at) })],
    stampedAt === undefined ? undefined : noon(stampedAt),
  ),
  ...more,
});

describe('two stamped notifications', () => {
  it('the newer stamp wins, whichever arrives first', () => {
    const [older, newer] = [told(100, 0), told(200, 1)];
    expect(scheduledFor(recorded([older, newer]))).toBe(noon(200));
    expect(scheduledFor(recorded([newer, older]))).toBe(noon(200));
  });

  it('at the same stamp the greater fingerprint wins, whichever arrives first', () => {
    const [less, greater] = [told(100, 0, { fingerprint: 'a' }), told(200, 0, { fingerprint: 'b' })];
    expect(scheduledFor(recorded([less, greater]))).toBe(noon(200));
    expect(scheduledFor(recorded([greater, less]))).toBe(noon(200));
  });

  it('the older one is stale, and changes nothing but when its time was first told of', () => {
    const conversation = recorded([told(200, 1)]);
    const { outcome, conversation: next } = recordObservation(conversation, told(200, 0), noon(2));
    expect(outcome).toBe('stale');
    expect(next).toMatchObject({ customerLegs: conversation.customerLegs, changedAt: noon(2) });
    expect(next.callbacks).toEqual([
      { key: '2026-09-01T12:03:20.000Z', triggers: [], toldAt: noon(0), toldLastAt: noon(1) },
    ]);
  });

  it('one that is older than all news is stale, and of a time that was told before changes nothing', () => {
    const conversation = recorded([told(200, 0), told(200, 2)]);
    const again = recordObservation(conversation, told(200, 1), noon(3));
    expect(again).toEqual({ outcome: 'stale', conversation });
  });

  it('the older one of another time is stale, and known to have been replaced', () => {
    const conversation = recorded([told(200, 1)]);
    const { outcome, conversation: next } = recordObservation(conversation, told(100, 0), noon(2));
    expect(outcome).toBe('stale');
    expect(scheduledFor(next)).toBe(noon(200));
    expect(next.callbacks).toEqual([
      { key: '2026-09-01T12:03:20.000Z', triggers: [], toldAt: noon(1), toldLastAt: noon(1) },
      { key: '2026-09-01T12:01:40.000Z', triggers: [], toldAt: noon(0), toldLastAt: noon(0) },
    ]);
  });
});

describe('notifications of which one has no stamp', () => {
  it('the newer recorded instant wins', () => {
    const [older, newer] = [
      told(100, undefined, { recordedAt: noon(1) }),
      told(200, undefined, { recordedAt: noon(2) }),
    ];
    expect(scheduledFor(recorded([newer, older]))).toBe(noon(200));
    expect(scheduledFor(recorded([older, newer]))).toBe(noon(200));
  });

  it('at the same recorded instant the later arrival wins', () => {
    expect(scheduledFor(recorded([told(100), told(200)]))).toBe(noon(200));
    expect(scheduledFor(recorded([told(200), told(100)]))).toBe(noon(100));
  });

  it('a stamp more than 5 min ahead of our clock is not believed', () => {
    const ahead = told(100, 300);
    expect(
      scheduledFor(recorded([{ ...ahead, stampedAt: plus(noon(300), durationMs(1)) }, told(200, 1)], NOON)),
    ).toBe(noon(200));
    expect(scheduledFor(recorded([ahead, told(200, 1)], NOON))).toBe(noon(100));
  });
});

describe('a body that was seen', () => {
  it('is a duplicate, for good where it is stamped', () => {
    const body = told(100, 0);
    const { conversation } = recordObservation(empty, body, NOON);
    expect(recordObservation(conversation, body, plus(NOON, minutes(9000)))).toEqual({
      outcome: 'duplicate',
      conversation,
    });
  });

  it.each([
    [-1, 'duplicate'],
    [0, 'stale'],
  ])('without a stamp, 10 min and %i ms later, is: %s', (ms, outcome) => {
    const body = told(100);
    const { conversation } = recordObservation(empty, body, NOON);
    expect(recordObservation(conversation, body, noon(600, ms)).outcome).toBe(outcome);
  });

  it('is remembered among the last 16', () => {
    const bodies = Array.from({ length: 17 }, (_, i) => told(i, i));
    const conversation = recorded(bodies);
    expect(conversation.seen.map(({ fingerprint }) => fingerprint)).toEqual(
      bodies.slice(1).map(({ fingerprint }) => fingerprint),
    );
  });
});

describe('a newer snapshot', () => {
  it("without the customer's callback leg doesn't erase the stored one", () => {
    const conversation = recorded([told(100, 0), aSnapshot([anAgentLeg()], noon(1))]);
    expect(legsOf(conversation).map(({ facts }) => facts.purpose)).toEqual(['customer', 'agent']);
  });

  it('without calls leaves the known calls', () => {
    const conversation = recorded([aSnapshot([aCustomerLeg()], noon(0), [aCall()]), told(100, 1)]);
    expect(conversation.calls?.value).toEqual([aCall()]);
  });

  it('that is older may still add calls', () => {
    const conversation = recorded([told(100, 1), aSnapshot([aCustomerLeg()], noon(0), [aCall()])]);
    expect(conversation.calls?.value).toEqual([aCall()]);
    expect(scheduledFor(conversation)).toBe(noon(100));
  });
});

describe('detail events and single legs', () => {
  it('add to the leg they speak of, field by field, the newest first', () => {
    const session = { communicationId: 'customer-communication', participantId: CUSTOMER };
    const conversation = recorded([
      aSnapshot([aCustomerLeg({ state: 'scheduled' })], noon(1)),
      aLegObservation({ ...session, state: 'connected', queueId: 'other' }, noon(2)),
      aLegObservation({ ...session, state: 'alerting', name: 'Alex' }, noon(0)),
    ]);
    const [leg, ...others] = legsOf(conversation);
    expect(others).toEqual([]);
    expect(leg?.facts).toMatchObject({
      state: 'connected',
      queueId: 'other',
      name: 'Alex Example',
      scheduledFor: NOON,
    });
  });

  it.each([
    ['peerId', { peerId: 'peer' }, ['agent']],
    ['initialState alerting', { initialState: 'alerting' }, ['agent']],
    ['initialState scheduled', { initialState: 'scheduled', state: 'connected' }, ['customer']],
    ['neither', { state: 'scheduled' }, ['customer']],
    ['neither, once connected', { state: 'connected' }, ['customer', 'agent']],
  ] as const)('with %s and no purpose', (_, leg, purposes) => {
    expect(
      legsOf(recorded([aLegObservation({ communicationId: 'x', ...leg }, noon(0))]))[0]?.purposes,
    ).toEqual(purposes);
  });

  it('with the id of a known leg take its purpose', () => {
    const conversation = recorded([
      aSnapshot([aCustomerLeg(), anAgentLeg({ communicationId: 'x' })], noon(0)),
      aLegObservation({ communicationId: 'x', state: 'connected' }, noon(1)),
    ]);
    expect(legsOf(conversation).map(({ purposes }) => purposes)).toEqual([['customer'], ['agent']]);
  });

  it('acd.end with ANSWERED connects the agent that it names', () => {
    const { connectedAt: _, ...alerting } = anAgentLeg({ startedAt: noon(0) });
    const answer = {
      communicationId: 'acd',
      purpose: 'acd',
      state: 'disconnected',
      answeredAt: noon(5),
      answeredBy: 'agent',
    } as const;
    const conversation = recorded([
      aSnapshot([aCustomerLeg(), alerting], noon(0)),
      aLegObservation(answer, noon(5)),
    ]);
    expect(legsOf(conversation).find(({ facts }) => facts.purpose === 'agent')?.facts).toMatchObject({
      state: 'connected',
      connectedAt: noon(5),
    });
  });
});

describe('what must never be forgotten', () => {
  it('the first instant at which an agent connected, even when a stale snapshot tells it', () => {
    const late = aSnapshot([aCustomerLeg(), aConnectedAgentLeg(noon(-100))], noon(-100));
    const conversation = recorded([aSnapshot([aCustomerLeg()], noon(-50)), late], NOON);
    expect(conversation.callbacks).toMatchObject([{ agentConnectedAt: noon(-100) }]);
  });

  it('when an immediate callback began: the smallest leg start or stamp', () => {
    const conversation = recorded(
      [
        aSnapshot([anImmediateCustomerLeg()], noon(-5)),
        aSnapshot([anImmediateCustomerLeg()], noon(-9)),
        aSnapshot([anImmediateCustomerLeg({ startedAt: noon(-7) })], noon(-4)),
      ],
      NOON,
    );
    expect(conversation.callbacks).toMatchObject([{ key: `now@${CUSTOMER}`, since: noon(-9) }]);
  });

  it('when an immediate callback began, by news of any leg where it is the first', () => {
    const { callbacks } = recorded([
      aSnapshot([anImmediateCustomerLeg()], NOON),
      aLegObservation(anAgentLeg({ communicationId: 'agent' }), noon(-5)),
    ]);
    expect(callbacks).toMatchObject([{ key: `now@${CUSTOMER}`, since: noon(-5) }]);
  });

  it('when an immediate callback began, by the leg that older news show to be its customer’s', () => {
    const { callbacks } = recorded([
      aSnapshot([aCustomerLeg({ scheduledFor: noon(-900) })], noon(-900)),
      aLegObservation({ communicationId: 's', state: 'scheduled' }, NOON),
      aLegObservation({ communicationId: 's', participantId: 'q', purpose: 'customer' }, noon(-5)),
    ]);
    expect(callbacks.find(({ key }) => key === 'now@q')?.since).toBe(noon(-5));
  });

  it('the newest instant at which an agent connected', () => {
    const { callbacks } = recorded([
      aSnapshot([aCustomerLeg(), aConnectedAgentLeg(noon(-300))], noon(-300)),
      aSnapshot([aCustomerLeg(), aConnectedAgentLeg(noon(-100), { participantId: 'b' })], noon(-100)),
    ]);
    expect(callbacks).toMatchObject([{ agentConnectedAt: noon(-100) }]);
  });

  it('that one of our placers made it, whichever of its legs tells that', () => {
    const { callbacks } = recorded([aSnapshot([aCustomerLeg({ placementKey: 'k' }), anAgentLeg()], NOON)]);
    expect(callbacks).toMatchObject([{ ours: true }]);
  });

  it('is kept of a stale snapshot too, which is recorded by that', () => {
    const known = recorded([aSnapshot([aCustomerLeg()], noon(-200)), aSnapshot([aCustomerLeg()], noon(-50))]);
    const late = aSnapshot([aCustomerLeg(), aConnectedAgentLeg(noon(-100))], noon(-100));
    expect(recordObservation(known, late, NOON).outcome).toBe('recorded');
  });

  it('is of the callback that is known, where a snapshot tells of agents alone', () => {
    const { scheduledFor: _, ...agent } = aConnectedAgentLeg(noon(-100));
    const { callbacks } = recorded([aSnapshot([aCustomerLeg()], noon(-200)), aSnapshot([agent], noon(-50))]);
    expect(callbacks).toMatchObject([{ key: toIso(NOON), agentConnectedAt: noon(-100) }]);
  });
});

describe('caps: beyond them the least important go', () => {
  it('4 customer legs, open first', () => {
    const legs = [0, 1, 2, 3, 4].map((i) =>
      aCustomerLeg({
        participantId: `p${i}`,
        communicationId: `c${i}`,
        state: i < 2 ? 'disconnected' : 'scheduled',
        scheduledFor: noon(i),
      }),
    );
    const kept = recorded([aSnapshot(legs, noon(0))]).customerLegs?.value ?? [];
    expect(kept.map(({ participantId }) => participantId)).toEqual(['p4', 'p3', 'p2', 'p1']);
  });

  it('8 live agents', () => {
    const agents = Array.from({ length: 9 }, (_, i) => anAgentLeg({ participantId: `a${i}` }));
    expect(recorded([aSnapshot(agents, noon(0))]).otherLegs?.value).toHaveLength(8);
  });

  it('16 calls', () => {
    const calls = Array.from({ length: 17 }, (_, i) => aCall({ id: `call${i}` }));
    expect(recorded([aSnapshot([aCustomerLeg()], noon(0), calls)]).calls?.value).toHaveLength(16);
  });

  it('32 joined legs, ended agents first', () => {
    const legs = Array.from({ length: 33 }, (_, i) =>
      aLegObservation(
        { communicationId: `s${i}`, purpose: 'agent', state: i === 20 ? 'disconnected' : 'alerting' },
        noon(i),
      ),
    );
    const ids = recorded(legs).joined.map(({ id }) => id);
    expect(ids).toHaveLength(32);
    expect(ids).not.toContain('c:s20');
  });

  it('32 callbacks, the oldest first', () => {
    const told = Array.from({ length: 33 }, (_, i) =>
      aSnapshot([aCustomerLeg({ scheduledFor: noon(i), placementKey: 'k' })], noon(-100 + i)),
    );
    const { callbacks } = recorded(told);
    expect(callbacks).toHaveLength(32);
    expect(callbacks[0]?.key).toBe(new Date(noon(1)).toISOString());
  });

  it('32 callbacks, the one told of longest ago first, though it came last', () => {
    const told = Array.from({ length: 34 }, (_, i) =>
      aSnapshot([aCustomerLeg({ scheduledFor: noon(100 + i) })], noon(-i)),
    );
    const { callbacks } = recorded(told, NOON);
    expect(callbacks).toHaveLength(32);
    expect(callbacks.map(({ key }) => key)).toContain(toIso(noon(100)));
    expect(callbacks.map(({ key }) => key)).not.toContain(toIso(noon(132)));
  });
});

describe('a callback that replaced another', () => {
  const datesOf = (conversation: ReturnType<typeof recorded>, at: number) => {
    const { toldAt, toldLastAt } = conversation.callbacks.find(({ key }) => key === toIso(noon(at))) ?? {};
    return [toldAt, toldLastAt];
  };
  const move = (at: number, stamp: number, ...legs: Parameters<typeof aSnapshot>[0]) =>
    aSnapshot([aCustomerLeg({ scheduledFor: noon(at) }), ...legs], noon(stamp));

  it('remembers when it was first and last told of, in whatever order that came', () => {
    const news = [move(100, -50), move(200, -40), move(200, -30), move(200, -35), move(100, -45)];
    for (const told of [news, news.toReversed()]) {
      const conversation = recorded(told, NOON);
      expect(datesOf(conversation, 100)).toEqual([noon(-50), noon(-45)]);
      expect(datesOf(conversation, 200)).toEqual([noon(-40), noon(-30)]);
    }
  });

  it('has no date from old news that have no stamp: when they spoke, nobody knows', () => {
    const at = (due: number, recorded: number) => ({
      ...aSnapshot([aCustomerLeg({ scheduledFor: noon(due) })]),
      recordedAt: noon(recorded),
    });
    const moved = recorded([at(100, -60), at(200, -40)], noon(-30));
    const { outcome, conversation } = recordObservation(moved, at(100, -50), NOON);
    expect([outcome, conversation]).toEqual(['stale', moved]);
  });

  it('is told of by a snapshot that news of a leg alone overtook, whichever comes first', () => {
    const leg = { participantId: CUSTOMER, purpose: 'customer', scheduledFor: noon(200) } as const;
    const news = [move(100, -50), aLegObservation(leg, noon(-40))];
    for (const told of [news, news.toReversed()]) {
      expect(datesOf(recorded(told, NOON), 100)).toEqual([noon(-50), noon(-50)]);
      expect(datesOf(recorded(told, NOON), 200)).toEqual([noon(-40), noon(-40)]);
    }
  });

  it('and is an immediate one, began no earlier for late news of the other', () => {
    const immediate = aSnapshot([anImmediateCustomerLeg()], noon(0));
    const other = aSnapshot([aCustomerLeg({ scheduledFor: noon(-900) })], noon(-1000));
    const late = aSnapshot([aCustomerLeg({ scheduledFor: noon(-900) })], noon(-990));
    const { callbacks } = recorded([other, immediate, late], noon(1));
    expect(callbacks.find(({ key }) => key.startsWith('now@'))?.since).toBe(noon(0));
  });

  it('has no date from news in which another leg of the customer is the current one', () => {
    const ended = { participantId: 'p', communicationId: 'c', state: 'disconnected' } as const;
    const old = aCustomerLeg({ ...ended, scheduledFor: noon(100) });
    const conversation = recorded([move(100, -50), move(200, -40, old)], NOON);
    expect(datesOf(conversation, 100)).toEqual([noon(-50), noon(-50)]);
    expect(datesOf(conversation, 200)).toEqual([noon(-40), noon(-40)]);
  });

  it('remembers an earlier instant of a leg alone that tells of it', () => {
    const leg = { communicationId: 'customer-communication', name: 'Robin', callerId: 'x' };
    const later = recorded([move(100, -50), move(200, -30)], NOON);
    const { conversation } = recordObservation(
      later,
      aLegObservation({ ...leg, queueId: 'q' }, noon(-20)),
      NOON,
    );
    expect(datesOf(conversation, 200)[0]).toBe(noon(-30));
  });

  it('is left, with what it was due for, where its time had come', () => {
    const at = (due: number) => {
      const before = recorded([move(due, -600)], noon(-600));
      return recordObservation(before, move(900, 0), NOON).conversation.outbox.map(({ announcement }) => [
        announcement.callbackKey,
        announcement.reason,
      ]);
    };
    expect(at(-1)).toEqual([[toIso(noon(-1)), 'rescheduled']]);
    expect(at(0)).toEqual([[toIso(NOON), 'rescheduled']]);
    expect(at(1)).toEqual([]);
  });

  it('is left as moved, with its time-out too, where the agent who moved it is gone', () => {
    const agent = aConnectedAgentLeg(noon(-60), { scheduledFor: noon(-60), timeout: seconds(30) });
    const before = recorded([move(-60, -60, agent)], noon(-60));
    const gone = { ...agent, state: 'disconnected', endedAt: noon(-20) } as const;
    const { outbox } = recordObservation(before, move(900, 0, gone), NOON).conversation;
    expect(outbox.map(({ announcement }) => [announcement.trigger, announcement.reason])).toEqual([
      ['scheduled', 'rescheduled'],
      ['timeout', 'rescheduled'],
    ]);
  });

  it.each([
    ['was placed', { placement: { ...aClaim(), kind: 'placed', at: noon(-500) } }],
    ['is being placed', { placement: { ...aClaim(), kind: 'placing', leaseUntil: noon(9) } }],
    [
      'expired',
      {
        triggers: [
          {
            trigger: { kind: 'scheduled' },
            due: noon(-60),
            held: durationMs(0),
            fate: { kind: 'expired', at: noon(-5) },
          },
        ],
      },
    ],
  ] as const)('is not left where it %s', (_, record) => {
    const before = recorded([move(-60, -600)], noon(-600));
    const known = { ...before, callbacks: [{ key: toIso(noon(-60)), triggers: [], ...record }] };
    expect(recordObservation(known, move(900, 0), NOON).conversation.outbox).toEqual([]);
  });

  it('of another participant at once, is left too: each is a callback', () => {
    const immediate = (participantId: string, stamp: number) =>
      aSnapshot([anImmediateCustomerLeg({ participantId, communicationId: participantId })], noon(stamp));
    const before = recorded([immediate('p', -60)], noon(-60));
    const { conversation } = recordObservation(before, immediate('q', 0), NOON);
    expect(conversation.outbox.map(({ announcement }) => announcement.callbackKey)).toEqual(['now@p']);
    expect(conversation.callbacks.map(({ key }) => key)).toEqual(['now@p', 'now@q']);
  });
});

describe('an immediate callback of which nobody told the participant', () => {
  const nameless = () =>
    recorded([aLegObservation({ communicationId: 's', purpose: 'customer' }, noon(-9))], noon(-9));

  it('is the same once the participant is told: what was recorded of it goes with it', () => {
    const before = nameless();
    expect(before.callbacks).toMatchObject([{ key: 'now@', since: noon(-9) }]);
    const leg = aLegObservation({ communicationId: 's', participantId: 'p' }, noon(-5));
    const { conversation } = recordObservation(before, leg, noon(-5));
    expect(conversation.callbacks).toMatchObject([{ key: 'now@p', since: noon(-9) }]);
    expect(conversation.outbox).toEqual([]);
  });

  it.each([
    ['nothing else was told of', [], true],
    ['another was told of before', [-10], true],
    ['another was told of at the same moment', [-9], true],
    ['another was told of since', [-8], false],
  ])('goes with the participant, or not, where %s', (_what, others, isSame) => {
    const told = (key: string, at: number) => ({ key, triggers: [], toldAt: noon(at), toldLastAt: noon(at) });
    const known = {
      ...emptyConversation(CONVERSATION, NOON),
      callbacks: [told('now@', -9), ...others.map((at) => told(toIso(noon(3600)), at))],
    };
    const { conversation } = recordObservation(known, aSnapshot([anImmediateCustomerLeg()], NOON), NOON);
    expect(conversation.callbacks.some(({ key }) => key === 'now@')).toBe(!isSame);
  });

  describe('and of which only an agent’s leg was known', () => {
    const { scheduledFor: _, ...agent } = aConnectedAgentLeg(noon(-60), { timeout: seconds(30) });
    const alone = aLegObservation(agent, noon(-60));
    const time = (at: number) => aCustomerLeg({ scheduledFor: noon(at) });
    const left = { ...agent, state: 'disconnected', endedAt: noon(-30) } as const;
    const ofAgent = () => recorded([alone], noon(-60));
    const afterwards = (at: number, legs: readonly LegFacts[]) =>
      recordObservation(ofAgent(), aSnapshot(legs, noon(at)), noon(at)).conversation;
    const PLACED = { ...aClaim({ firedAt: noon(-20) }), kind: 'placed', at: noon(-20) } as const;
    /** What is known once these news come, and the ledger says that much more of the agent's callback. */
    const known = (more: Partial<CallbackRecord>, news: Observation) => {
      const { callbacks, ...rest } = ofAgent();
      const conversation = { ...rest, callbacks: callbacks.map((record) => ({ ...record, ...more })) };
      return recordObservation(conversation, news, NOON).conversation;
    };

    it.each([
      ['that agent is still there', () => afterwards(-59, [time(0), agent])],
      ['it had come before they did', () => afterwards(-9, [time(-60)])],
      ['it was told of before they came', () => afterwards(-60, [time(0)])],
    ])('is that of the first time that is told, where %s', (_what, conversationThen) => {
      const { callbacks, outbox } = conversationThen();
      expect(callbacks).toMatchObject([{ agentConnectedAt: noon(-60) }]);
      expect(callbacks.map(({ key }) => key)).not.toContain('now@');
      expect(outbox).toEqual([]);
    });

    it.each([
      ['that agent left before that time', () => afterwards(0, [time(3600), left])],
      [
        'another agent is there',
        () =>
          afterwards(0, [
            time(3600),
            aConnectedAgentLeg(noon(-20), { participantId: 'other', scheduledFor: noon(3600) }),
          ]),
      ],
      ['they are not there, and that time is to come', () => afterwards(0, [time(3600)])],
      ['it was placed', () => known({ placement: PLACED }, aSnapshot([time(3600), agent], NOON))],
      [
        'its customer was told of without a time',
        () => known({ toldAt: noon(-60), toldLastAt: noon(-60) }, aSnapshot([time(3600), agent], NOON)),
      ],
    ])('is another than the first time that is told, where %s', (_what, conversationThen) => {
      const { callbacks } = conversationThen();
      expect(callbacks.map(({ key }) => key)).toEqual(['now@', toIso(noon(3600))]);
    });

    it.each([
      ['ended', [aCustomerLeg({ scheduledFor: noon(3600), state: 'disconnected', endedAt: NOON }), left]],
      ['agent-gone', [time(3600), left]],
      [
        'rescheduled',
        [time(3600), aConnectedAgentLeg(noon(-20), { participantId: 'other', scheduledFor: noon(3600) })],
      ],
    ] as const)('is left as %s, where it is another and its time has run out', (reason, legs) => {
      const { outbox } = afterwards(0, legs);
      expect(outbox.map(({ announcement }) => [announcement.callbackKey, announcement.reason])).toEqual([
        ['now@', reason],
      ]);
    });

    it('is that of a time that was told of before they came, though it was placed for them', () => {
      const { callbacks } = known({ placement: PLACED }, aSnapshot([time(3600)], noon(-60)));
      expect(callbacks).toMatchObject([{ key: toIso(noon(3600)), placement: PLACED }]);
    });

    it('is another than the second time that is told, though that agent is there then', () => {
      const both = [
        aSnapshot([time(3600)], NOON),
        aSnapshot([time(1800), { ...agent, scheduledFor: noon(1800) }], noon(9)),
      ];
      const { callbacks } = recorded([alone, ...both]);
      expect(callbacks.map(({ key }) => key)).toContain('now@');
    });

    it('says the same of the time, whichever was told first', () => {
      const moved = aSnapshot([time(3600), left], NOON);
      const markOf = (...news: Observation[]) =>
        recorded(news).callbacks.find(({ key }) => key !== 'now@')?.agentConnectedAt;
      expect(markOf(alone, moved)).toBeUndefined();
      expect(markOf(moved, alone)).toBeUndefined();
    });
  });

  it.each([
    [
      'whose time a late leg of the customer tells',
      { ...aCustomerLeg({ scheduledFor: noon(90) }), state: 'scheduled' },
      1,
    ],
    [
      'not by a late leg that has ended',
      { ...aCustomerLeg({ scheduledFor: noon(90) }), state: 'disconnected' },
      0,
    ],
    ['not by a late leg of an agent', anAgentLeg({ scheduledFor: noon(90) }), 0],
    ['not by a late leg without a time', anImmediateCustomerLeg({ participantId: 'late' }), 0],
  ] as const)('replaced the one %s', (_, leg, dated) => {
    const { callbacks } = recorded([
      aSnapshot([aCustomerLeg({ scheduledFor: noon(900) })], NOON),
      aLegObservation({ ...leg, communicationId: 'late' }, noon(-9)),
    ]);
    expect(
      callbacks.filter(({ key, toldAt }) => key !== toIso(noon(900)) && toldAt === noon(-9)),
    ).toHaveLength(dated);
  });

  it('began when it replaced another, whichever was told first', () => {
    const participant = { participantId: CUSTOMER, startedAt: noon(-2000) };
    const old = aSnapshot([aCustomerLeg({ ...participant, scheduledFor: noon(-900) })], noon(-1000));
    const immediate = aSnapshot([anImmediateCustomerLeg(participant)], NOON);
    const dueOf = (...news: Observation[]) => callbacksOf(recorded(news))[0]?.due;
    expect(dueOf(old, immediate)).toBe(NOON);
    expect(dueOf(immediate, old)).toBe(NOON);
    expect(dueOf(immediate)).toBe(noon(-2000));
  });

  it('is another once a time is told', () => {
    const leg = aLegObservation(
      { communicationId: 's', participantId: 'p', scheduledFor: noon(60) },
      noon(-5),
    );
    const { conversation } = recordObservation(nameless(), leg, noon(-5));
    expect(conversation.callbacks.map(({ key }) => key)).toEqual(['now@', toIso(noon(60))]);
    expect(conversation.outbox).toMatchObject([
      { announcement: { callbackKey: 'now@', reason: 'rescheduled' } },
    ]);
  });

  it('leaves other callbacks their keys', () => {
    const before = nameless();
    const other = { key: toIso(noon(-900)), triggers: [], agentConnectedAt: noon(-800) };
    const leg = aLegObservation({ communicationId: 's', participantId: 'p' }, noon(-5));
    const { conversation } = recordObservation(
      { ...before, callbacks: [other, ...before.callbacks] },
      leg,
      noon(-5),
    );
    expect(conversation.callbacks.map(({ key }) => key)).toEqual([other.key, 'now@p']);
  });
});

describe('what is marked of a callback', () => {
  it('is nothing that was not told', () => {
    const { callbacks } = recorded([aSnapshot([aCustomerLeg({ placementKey: 'k' })], noon(0))]);
    expect(Object.keys(callbacks[0] ?? {}).toSorted()).toEqual([
      'key',
      'ours',
      'toldAt',
      'toldLastAt',
      'triggers',
    ]);
  });

  it('is not its beginning, while only an agent’s leg is known', () => {
    const { scheduledFor: _, ...agent } = aConnectedAgentLeg(noon(-5), { startedAt: noon(-9) });
    const { callbacks } = recorded([aSnapshot([agent], noon(0))]);
    expect(callbacks).toMatchObject([{ key: 'now@', agentConnectedAt: noon(-5) }]);
    expect(callbacks[0]).not.toHaveProperty('since');
  });

  it('is its beginning by the customer’s leg, whenever an agent’s began', () => {
    const { scheduledFor: _, ...agent } = aConnectedAgentLeg(noon(-5), { startedAt: noon(-9000) });
    const { callbacks } = recorded([
      aSnapshot([anImmediateCustomerLeg({ startedAt: noon(-9) }), agent], noon(0)),
    ]);
    expect(callbacks).toMatchObject([{ since: noon(-9) }]);
  });
});

describe('an unstamped body that comes again after 10 min', () => {
  it('is remembered once, as the last', () => {
    const [body, other] = [told(100), told(200)];
    const first = recordObservation(empty, body, NOON).conversation;
    const second = recordObservation(first, other, noon(1)).conversation;
    const { seen } = recordObservation(second, body, noon(700)).conversation;
    expect(seen.map(({ fingerprint }) => fingerprint)).toEqual([other.fingerprint, body.fingerprint]);
  });
});
