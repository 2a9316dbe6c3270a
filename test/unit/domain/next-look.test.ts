import { describe, expect, it } from 'vitest';
import {
  type CallbackRecord,
  type Conversation,
  type DeferReason,
  emptyConversation,
  type Placement,
} from '#shared/domain/conversation.ts';
import { leave, putOff } from '#shared/domain/ledger.ts';
import { nextLook, tasksOf } from '#shared/domain/next-look.ts';
import type { LegFacts } from '#shared/domain/observation.ts';
import { durationMs, epochMs, seconds, toIso } from '#shared/domain/time.ts';
import { questionOf, recorded } from '#test/builders/conversations.ts';
import { aClaim } from '#test/builders/decisions.ts';
import {
  aConnectedAgentLeg,
  aCustomerLeg,
  aLegObservation,
  anAgentLeg,
  anImmediateCustomerLeg,
  aSnapshot,
  CUSTOMER,
} from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const KEY = toIso(NOON);
const waiting = () => recorded([aSnapshot([aCustomerLeg()], noon(-600))]);

/** A conversation with this placement in its ledger. */
const withPlacement = (conversation: Conversation, placement: Placement, key = KEY): Conversation => ({
  ...conversation,
  callbacks: [{ key, triggers: [], placement } satisfies CallbackRecord],
});

const deferred = (conversation: Conversation) =>
  putOff(
    conversation,
    { ...questionOf(conversation), queueId: undefined },
    { kind: 'deferred', because: 'outside-calling-hours', since: NOON, until: noon(3600) },
    NOON,
  );

describe('the next look, for', () => {
  it('the outbox: its next try, 5 s after the decision, which whoever decided announces at once', () => {
    const conversation = waiting();
    const subject = { ...questionOf(conversation), queueId: undefined };
    expect(nextLook(leave(conversation, subject, 'left-to-agent', noon(1)))).toEqual({
      at: noon(6),
      why: 'announce',
    });
  });

  describe('every ledger key, current or not, over or not', () => {
    const elsewhere = '2026-09-01T09:00:00.000Z';
    it.each([
      [
        'placing: the end of its lease',
        { ...aClaim(), kind: 'placing', leaseUntil: noon(30) },
        noon(30),
        'settle',
      ],
      [
        'unknown: its settle time',
        { ...aClaim(), kind: 'unknown', since: NOON, because: 'time-out', settleAt: noon(60) },
        noon(60),
        'settle',
      ],
      [
        'retry: its time',
        { ...aClaim(), kind: 'retry', at: noon(90), because: 'throttled' },
        noon(90),
        'retry',
      ],
    ] as const)('%s', (_, placement, at, why) => {
      expect(nextLook(withPlacement(waiting(), placement))).toEqual({ at, why });
      const replaced = recorded([aSnapshot([aCustomerLeg({ scheduledFor: noon(9000) })], noon(-600))]);
      expect(nextLook(withPlacement(replaced, placement, elsewhere))).toEqual({ at, why });
      const over = recorded([
        aSnapshot([aCustomerLeg({ state: 'disconnected', endedAt: noon(1) })], noon(1)),
      ]);
      expect(nextLook(withPlacement(over, placement))).toEqual({ at, why });
    });

    it('unknown without evidence to come: none', () => {
      const placement: Placement = { ...aClaim(), kind: 'unknown', since: NOON, because: 'time-out' };
      expect(nextLook(withPlacement(waiting(), placement))).toBeUndefined();
    });

    it.each(['placed', 'failed'] as const)('%s: none', (kind) => {
      const placement: Placement = { ...aClaim(), kind, at: NOON, because: 'bad-number' };
      expect(nextLook(withPlacement(waiting(), placement))).toBeUndefined();
    });
  });

  describe('every trigger deferred, paced or paused', () => {
    it('its time', () => {
      expect(nextLook(deferred(waiting()))).toEqual({ at: noon(3600), why: 'deferred' });
    });

    it('at once if its callback is over', () => {
      const { customerLegs } = recorded([
        aSnapshot([aCustomerLeg({ state: 'disconnected', endedAt: noon(9) })], noon(9)),
      ]);
      expect(nextLook({ ...deferred(waiting()), customerLegs })).toEqual({ at: NOON, why: 'deferred' });
    });

    it('at once if its callback is replaced', () => {
      const { customerLegs } = recorded([aSnapshot([aCustomerLeg({ scheduledFor: noon(9000) })], noon(9))]);
      expect(nextLook({ ...deferred(waiting()), customerLegs })).toEqual({ at: NOON, why: 'deferred' });
    });
  });

  describe('the current callback with callbackScheduledTime', () => {
    it('open: at that time', () => {
      expect(nextLook(waiting())).toEqual({ at: NOON, why: 'scheduled' });
    });

    it.each([
      [-1, undefined],
      [0, { at: NOON, why: 'scheduled' }],
      [1, { at: NOON, why: 'scheduled' }],
    ])('ended %i ms after its due', (ms, look) => {
      const leg = aCustomerLeg({ state: 'disconnected', endedAt: noon(0, ms) });
      expect(nextLook(recorded([aSnapshot([leg], noon(1))]))).toEqual(look);
    });

    it('dealt with: none', () => {
      const conversation = waiting();
      const left = leave(
        conversation,
        { ...questionOf(conversation), queueId: undefined },
        'left-to-agent',
        NOON,
      );
      expect(nextLook({ ...left, outbox: [] })).toBeUndefined();
    });

    it('rescheduled: at the new time', () => {
      const conversation = recorded([
        aSnapshot([aCustomerLeg()], noon(-600)),
        aSnapshot([aCustomerLeg({ scheduledFor: noon(1800) })], noon(-500)),
      ]);
      expect(nextLook(conversation)).toEqual({ at: noon(1800), why: 'scheduled' });
    });

    it('released to routing (connected, without an agent): still at that time', () => {
      const conversation = recorded([
        aSnapshot([aCustomerLeg({ state: 'connected', connectedAt: noon(-1) })], noon(-1)),
      ]);
      expect(nextLook(conversation)).toEqual({ at: NOON, why: 'scheduled' });
    });
  });

  describe('the current callback without it: "placed immediately"', () => {
    it('at the smallest leg start or stamp seen', () => {
      const later = aSnapshot([anImmediateCustomerLeg()], noon(-300));
      const earlier = aSnapshot([anImmediateCustomerLeg({ startedAt: noon(-310) })], noon(-305));
      expect(nextLook(recorded([later]))).toEqual({ at: noon(-300), why: 'scheduled' });
      expect(nextLook(recorded([later, earlier], noon(-290)))).toEqual({ at: noon(-310), why: 'scheduled' });
      expect(nextLook(recorded([earlier, later], noon(-290)))).toEqual({ at: noon(-310), why: 'scheduled' });
    });

    it('while only other legs are known: no look yet', () => {
      const { scheduledFor: _, timeout: __, ...alerting } = anAgentLeg();
      expect(nextLook(recorded([aSnapshot([alerting], noon(-300))]))).toBeUndefined();
    });

    it("known by the customer's detail event alone", () => {
      const start = aLegObservation(
        { communicationId: 's', participantId: CUSTOMER, purpose: 'customer', startedAt: noon(-9) },
        noon(-8),
      );
      expect(nextLook(recorded([start]))).toEqual({ at: noon(-9), why: 'scheduled' });
    });
  });

  describe("an agent's leg connected with timeoutSeconds > 0", () => {
    const scheduledFor = noon(3600);
    const connected = (...agents: Parameters<typeof aConnectedAgentLeg>[]) =>
      recorded([
        aSnapshot(
          [
            aCustomerLeg({ scheduledFor }),
            ...agents.map(([at, facts]) => aConnectedAgentLeg(at, { scheduledFor, ...facts })),
          ],
          noon(0),
        ),
      ]);

    it("at that leg's connectedTime + timeoutSeconds", () => {
      expect(nextLook(connected([noon(0)]))).toEqual({ at: noon(30), why: 'timeout' });
    });

    it('several agents: the newest', () => {
      const conversation = connected(
        [noon(-20), { communicationId: 'a' }],
        [noon(-5), { communicationId: 'b' }],
      );
      expect(nextLook(conversation)).toEqual({ at: noon(25), why: 'timeout' });
    });

    it('timeoutSeconds 0 ("automatic placement is disabled") means no timeout', () => {
      expect(nextLook(connected([noon(0), { timeout: durationMs(0) }]))).toEqual({
        at: scheduledFor,
        why: 'scheduled',
      });
    });

    it.each([
      [-1, scheduledFor],
      [0, noon(30)],
      [1, noon(30)],
    ])('an agent who left %i ms after that instant', (ms, at) => {
      expect(nextLook(connected([noon(0), { state: 'disconnected', endedAt: noon(30, ms) }]))?.at).toBe(at);
    });

    it('that instant dealt with: none, until another agent connects', () => {
      const conversation = connected([noon(0)]);
      const dealt = {
        ...leave(conversation, { ...questionOf(conversation), queueId: undefined }, 'native', noon(30)),
        outbox: [],
      };
      expect(nextLook(dealt)).toEqual({ at: scheduledFor, why: 'scheduled' });
      const { otherLegs } = connected([noon(100)]);
      expect(nextLook({ ...dealt, otherLegs })).toEqual({ at: noon(130), why: 'timeout' });
    });

    it('connected by acd.end with ANSWERED alone', () => {
      const answered = aLegObservation(
        {
          communicationId: 'acd',
          purpose: 'acd',
          state: 'disconnected',
          sessionEnded: true,
          endedAt: noon(5),
          answeredAt: noon(5),
          answeredBy: 'agent',
        },
        noon(5),
      );
      const conversation = recorded([
        aSnapshot([aCustomerLeg({ scheduledFor, timeout: seconds(30) })], noon(0)),
        answered,
      ]);
      expect(nextLook(conversation)).toEqual({ at: noon(35), why: 'timeout' });
    });
  });

  it('a conversation of which nothing is known: none', () => {
    expect(nextLook(recorded([]))).toBeUndefined();
    expect(nextLook(recorded([aSnapshot([], epochMs(1))]))).toBeUndefined();
  });
});

describe('when a callback is over', () => {
  it("a session's end ends only its own: the rescheduled callback of the same participant goes on", () => {
    const end = aLegObservation(
      {
        communicationId: 'old',
        participantId: CUSTOMER,
        purpose: 'customer',
        scheduledFor: NOON,
        state: 'disconnected',
        endedAt: noon(-50),
        sessionEnded: true,
      },
      noon(-50),
    );
    const { communicationId: _, ...leg } = aCustomerLeg({ scheduledFor: noon(600) });
    expect(nextLook(recorded([aSnapshot([leg], noon(-100)), end]))).toEqual({
      at: noon(600),
      why: 'scheduled',
    });
  });

  it('customer.end of its session ends it for good, whatever a later snapshot says', () => {
    const end = aLegObservation(
      {
        communicationId: 'customer-communication',
        participantId: CUSTOMER,
        purpose: 'customer',
        state: 'disconnected',
        endedAt: noon(-50),
        sessionEnded: true,
      },
      noon(-50),
    );
    expect(
      nextLook(
        recorded([aSnapshot([aCustomerLeg()], noon(-100)), end, aSnapshot([aCustomerLeg()], noon(-20))]),
      ),
    ).toBeUndefined();
  });
});

describe('a callback that was claimed, and moved a little since', () => {
  const claimed = aClaim({ claimedAt: noon(40), firedAt: noon(40) });
  const looksAt = (placement: Placement, movedTo = 90) => {
    const conversation = recorded([aSnapshot([aCustomerLeg({ scheduledFor: noon(movedTo) })], noon(-600))]);
    const known = { ...conversation, callbacks: [{ key: toIso(NOON), triggers: [], placement }] };
    return tasksOf(known).map(({ at, why }) => [why, at]);
  };
  const unknown = { kind: 'unknown', since: noon(70), because: 'time-out', settleAt: noon(75) } as const;

  it('is handed over again not before its new time, where that is handing it over', () => {
    expect(looksAt({ ...claimed, ...unknown })).toEqual([['settle', noon(90)]]);
    expect(looksAt({ ...claimed, ...unknown }, 60)).toEqual([['settle', noon(75)]]);
  });

  it('is asked about as planned, where that is asking', () => {
    expect(looksAt({ ...claimed, shows: 'in-conversation', ...unknown })).toEqual([['settle', noon(75)]]);
  });

  it('is tried again not before its new time, unless for a time-out', () => {
    const retry = { kind: 'retry', at: noon(75), because: 'busy' } as const;
    expect(looksAt({ ...claimed, ...retry })).toEqual([['retry', noon(90)]]);
    const timeout = { ...claimed, trigger: { kind: 'timeout', at: noon(40) } as const, ...retry };
    expect(looksAt(timeout).find(([why]) => why === 'retry')).toEqual(['retry', noon(75)]);
  });
});

describe('a trigger that waits for its next try, and was put off besides', () => {
  it('is looked at once, when it is tried', () => {
    const conversation = recorded([aSnapshot([aCustomerLeg()], noon(-600))]);
    const placement: Placement = { ...aClaim(), kind: 'retry', at: noon(90), because: 'busy' };
    const triggers: CallbackRecord['triggers'] = [
      {
        trigger: { kind: 'scheduled' },
        due: NOON,
        held: durationMs(0),
        fate: { kind: 'paused', since: NOON, until: noon(90) },
      },
    ];
    const known = { ...conversation, callbacks: [{ key: toIso(NOON), triggers, placement }] };
    expect(tasksOf(known)).toMatchObject([{ kind: 'decide', why: 'retry', at: noon(90) }]);
  });
});

describe('a trigger that waits for its queue or its config id', () => {
  const waiting = (leg: LegFacts, because: DeferReason = 'routing-unknown') => {
    const { queueId: _, automatedCallbackConfigId: __, ...bare } = aCustomerLeg();
    const conversation = recorded([aSnapshot([{ ...bare, ...leg }], noon(-600))]);
    const triggers: CallbackRecord['triggers'] = [
      {
        trigger: { kind: 'scheduled' },
        due: NOON,
        held: durationMs(0),
        fate: { kind: 'deferred', because, since: NOON, until: noon(60) },
      },
    ];
    return nextLook({ ...conversation, callbacks: [{ key: toIso(NOON), triggers }], changedAt: noon(7) });
  };

  it.each([
    ['neither is told', 60, {}],
    ['the queue is told', 7, { queueId: 'q' }],
    ['the config id is told', 7, { automatedCallbackConfigId: 'c' }],
  ])('where %s, is looked at %i s after noon', (_, after, leg) => {
    expect(waiting(leg)).toEqual({ at: noon(after), why: 'deferred' });
  });

  it('is not looked at sooner, where it waits for something else', () => {
    expect(waiting({ queueId: 'q' }, 'outside-calling-hours')).toEqual({ at: noon(60), why: 'deferred' });
  });
});

describe('a callback of which no leg is known any more', () => {
  it('still has what is to be done in its ledger', () => {
    const placement: Placement = { ...aClaim(), kind: 'placing', leaseUntil: noon(30) };
    const conversation = {
      ...emptyConversation('c', NOON),
      callbacks: [{ key: KEY, triggers: [], placement }],
    };
    expect(nextLook(conversation)).toEqual({ at: noon(30), why: 'settle' });
  });
});
