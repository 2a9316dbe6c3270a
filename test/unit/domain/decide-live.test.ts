import { describe, expect, it } from 'vitest';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import { decideLive } from '#shared/domain/decide.ts';
import type { Circumstances, Decision, Question } from '#shared/domain/decision.ts';
import type { Call, LegFacts } from '#shared/domain/observation.ts';
import { claim } from '#shared/domain/placing.ts';
import { ledgerOf, recordOf, withRecord } from '#shared/domain/records.ts';
import { durationMs, hours, plus, toIso } from '#shared/domain/time.ts';
import { questionOf, recorded } from '#test/builders/conversations.ts';
import { circumstances } from '#test/builders/decisions.ts';
import {
  aCall,
  aConnectedAgentLeg,
  aCustomerLeg,
  anAgentLeg,
  anImmediateCustomerLeg,
  aSnapshot,
} from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const automation = { ...DEFAULT_AUTOMATION, placer: 'genesys' };

const at = (now = NOON, changes: Partial<Circumstances> = {}): Circumstances =>
  circumstances({ now, automations: new Map([['default', automation]]), isDialing: () => true, ...changes });

/** Claims what the earliest look asks, and answers the question that Genesys is asked then. */
function claimed(conversation: Conversation, now = NOON): [Conversation, Question] {
  const { key, trigger, due, record } = questionOf(conversation);
  const subject = { record, trigger, due, queueId: undefined };
  const next = claim(conversation, subject, automation, { token: 'token', shows: 'in-conversation' }, now);
  return [next, { key: record.key, trigger, due, record: ledgerOf(next, key) }];
}

const waiting = (leg: LegFacts = aCustomerLeg()) => recorded([aSnapshot([leg], noon(-600))]);

/** What is decided on a callback that was claimed at noon when Genesys shows these legs and calls. */
function shown(
  legs: readonly LegFacts[],
  calls: readonly Call[] = [],
  circumstances = at(),
  conversation = waiting(),
): Decision | undefined {
  const [live, question] = claimed(conversation);
  return decideLive(live, aSnapshot(legs, noon(-5), calls), question, circumstances);
}

const nothing = undefined;
const left = (because: string) => ({ kind: 'left', because });

describe('what Genesys shows when it is asked, and what is decided', () => {
  it('the callback as it was claimed → nothing speaks against it', () => {
    expect(shown([aCustomerLeg()])).toBe(nothing);
  });

  it('released to routing, without an agent → nothing speaks against it', () => {
    expect(shown([aCustomerLeg({ state: 'connected', connectedAt: noon(0) })])).toBe(nothing);
  });

  it('our placement key in its data → left: ours', () => {
    expect(shown([aCustomerLeg({ placementKey: 'another_1' })])).toEqual(left('ours'));
  });

  it('our placement key in the data of one of its legs → left: ours', () => {
    expect(shown([aCustomerLeg({ placementKey: 'key' }), anAgentLeg()])).toEqual(left('ours'));
  });

  it("one of our placers' queues → left: ours", () => {
    const isTargetQueue = (queueId: string) => queueId === 'target';
    expect(shown([aCustomerLeg({ queueId: 'target' })], [], at(NOON, { isTargetQueue }))).toEqual(
      left('ours'),
    );
  });

  it.each(['disconnected', 'terminated'] as const)('it is %s → left: ended', (state) => {
    expect(shown([aCustomerLeg({ state, endedAt: noon(0) })])).toEqual(left('ended'));
  });

  it('no callback at all → left: rescheduled', () => {
    expect(shown([])).toEqual(left('rescheduled'));
  });

  it.each([
    ['an hour later', 3600, left('rescheduled')],
    ['1 s later', 1, left('rescheduled')],
    ['60 s later', 60, left('rescheduled')],
    ['61 s later', 61, left('rescheduled')],
    // Past times all mean "now": the callback is due, whatever the clock says.
    ['1 s earlier', -1, nothing],
    ['an hour earlier', -3600, nothing],
  ])('moved to %s → %o', (_, second, expected) => {
    expect(shown([aCustomerLeg({ scheduledFor: noon(second) })])).toEqual(expected);
  });

  it.each([
    [-1, nothing],
    [0, nothing],
    [1, left('rescheduled')],
  ])('moved to %i ms after the question → %o', (ms, expected) => {
    expect(shown([aCustomerLeg({ scheduledFor: noon(2, ms) })], [], at(noon(2)))).toEqual(expected);
  });

  it('no time any more → left: rescheduled, for it is an immediate one now', () => {
    expect(shown([anImmediateCustomerLeg()])).toEqual(left('rescheduled'));
  });

  describe('of an immediate callback', () => {
    const immediate = () => waiting(anImmediateCustomerLeg());

    it('no time → nothing speaks against it', () => {
      expect(shown([anImmediateCustomerLeg()], [], at(), immediate())).toBe(nothing);
    });

    it.each([
      ['that it was made at', -600, nothing],
      ['shortly before the claim', -1, nothing],
      ['of the claim', 0, nothing],
      ['an hour on', 3600, left('rescheduled')],
    ])('the time %s → %o', (_, second, expected) => {
      const legs = [aCustomerLeg({ scheduledFor: noon(second) })];
      expect(shown(legs, [], at(), immediate())).toEqual(expected);
    });

    it('the participant that nobody had told of → nothing speaks against it', () => {
      const { participantId: _, ...leg } = anImmediateCustomerLeg();
      const nameless = waiting(leg);
      expect(nameless.callbacks.map(({ key }) => key)).toEqual(['now@']);
      expect(shown([anImmediateCustomerLeg()], [], at(), nameless)).toBe(nothing);
    });
  });

  it('an external dialer → left: external-dialer', () => {
    expect(shown([aCustomerLeg({ externalCampaign: true })])).toEqual(left('external-dialer'));
  });

  it.each(['alerting', 'dialing', 'contacting', 'connected'] as const)(
    'an outbound call that is %s → left: call-in-progress',
    (state) => {
      expect(shown([aCustomerLeg()], [aCall({ state })])).toEqual(left('call-in-progress'));
    },
  );

  it.each([
    [-1, nothing],
    [0, left('already-called')],
    [1, left('already-called')],
  ])('an outbound call that began %i ms after its time and is over → %o', (ms, expected) => {
    const call = aCall({ state: 'disconnected', startedAt: noon(0, ms), endedAt: noon(9) });
    expect(shown([aCustomerLeg()], [call], at(noon(10)))).toEqual(expected);
  });

  it('an outbound call that was made since an immediate callback was asked for → left: already-called', () => {
    const call = aCall({ state: 'disconnected', connectedAt: noon(-500), endedAt: noon(-400) });
    expect(shown([anImmediateCustomerLeg()], [call], at(), waiting(anImmediateCustomerLeg()))).toEqual(
      left('already-called'),
    );
  });

  it('an agent who is connected → left: with-agent', () => {
    expect(shown([aCustomerLeg(), aConnectedAgentLeg(noon(-1))])).toEqual(left('with-agent'));
  });

  it('an agent who was connected for it → left: with-agent', () => {
    const gone = aConnectedAgentLeg(noon(0), { state: 'disconnected', endedAt: noon(1) });
    expect(shown([aCustomerLeg(), gone], [], at(noon(2)))).toEqual(left('with-agent'));
  });

  it('an agent who is connected with another callback of the conversation → left: with-agent', () => {
    const agent = aConnectedAgentLeg(noon(-100), { scheduledFor: noon(-900) });
    expect(shown([aCustomerLeg(), agent])).toEqual(left('with-agent'));
  });

  it('an agent who was connected with another callback → nothing speaks against it', () => {
    const gone = aConnectedAgentLeg(noon(-100), {
      scheduledFor: noon(-900),
      state: 'disconnected',
      endedAt: noon(-50),
    });
    expect(shown([aCustomerLeg(), gone])).toBe(nothing);
  });

  describe('an agent who was connected shortly before, and another callback of the conversation', () => {
    const seen = (connectedAt: number, endedAt: number) => {
      const leg = aConnectedAgentLeg(noon(connectedAt), { state: 'disconnected', endedAt: noon(endedAt) });
      const { scheduledFor: _, ...agent } = leg;
      return agent;
    };
    /** What is decided on the claimed callback where Genesys tells these legs at `stampedAt`. */
    const decidedOn = (
      [claimedLast, ...others]: readonly CallbackRecord[],
      legs: readonly LegFacts[],
      { now, stampedAt = now }: { now: number; stampedAt?: number },
    ) => {
      const [conversation, { trigger, due }] = claimed(waiting());
      const placement = conversation.callbacks[0]?.placement;
      const record = {
        triggers: [],
        ...claimedLast,
        key: claimedLast?.key ?? '',
        ...(placement && { placement }),
      };
      return decideLive(
        { ...conversation, callbacks: [...others, record] },
        aSnapshot(legs, noon(stampedAt)),
        { key: record.key, trigger, due, record },
        at(noon(now)),
      );
    };
    const old = { key: toIso(noon(-600)), triggers: [], toldAt: noon(-600), toldLastAt: noon(-500) };

    it('which the claimed one replaced, as only this answer tells → nothing speaks against it', () => {
      const own = { key: toIso(noon(-250)), triggers: [] };
      const legs = [aCustomerLeg({ scheduledFor: noon(-250) }), seen(-300, -200)];
      expect(decidedOn([own, old], legs, { now: 0, stampedAt: -5 })).toBe(nothing);
    });

    it('and the claimed one was moved a little, as only this answer tells → nothing speaks against it', () => {
      const own = { key: toIso(NOON), triggers: [], toldAt: noon(-600), toldLastAt: noon(-500) };
      const legs = [aCustomerLeg({ scheduledFor: noon(30) }), seen(10, 36)];
      expect(decidedOn([own], legs, { now: 40, stampedAt: 35 })).toBe(nothing);
    });

    it('which had been told of later than the answer is stamped → nothing speaks against it', () => {
      const own = { key: toIso(noon(-3)), triggers: [], toldAt: noon(-2), toldLastAt: noon(-2) };
      const legs = [aCustomerLeg({ scheduledFor: noon(-3) }), seen(-4, -1)];
      expect(decidedOn([own, old], legs, { now: 0, stampedAt: -5 })).toBe(nothing);
    });
  });

  it('an agent who is alerting → nothing speaks against it', () => {
    expect(shown([aCustomerLeg(), anAgentLeg()])).toBe(nothing);
  });

  describe('an inbound call (the customer is still on the line)', () => {
    const onLine = [aCall({ direction: 'inbound' })];

    it('→ deferred 60 s', () => {
      expect(shown([aCustomerLeg()], onLine, at(noon(2)))).toEqual({
        kind: 'wait',
        fate: { kind: 'deferred', because: 'call-in-progress', since: noon(2), until: noon(62) },
      });
    });

    it.each([
      [-1, 'wait'],
      [0, 'left'],
    ])('%i ms after maxLateness → %s', (ms, kind) => {
      const now = plus(NOON, durationMs(hours(4) + ms));
      expect(shown([aCustomerLeg()], onLine, at(now))?.kind).toBe(kind);
    });

    it.each([
      ['of no known direction that is talked on', 'unknown', 'connected'],
      ['of no known direction that is dialled', 'unknown', 'dialing'],
      ['in a state that nobody knows', 'outbound', 'unknown'],
      ['that is offered', 'outbound', 'offering'],
      ['that is parked', 'inbound', 'parked'],
    ] as const)('or %s, which may be one → deferred', (_, direction, state) => {
      expect(shown([aCustomerLeg()], [aCall({ direction, state })])).toMatchObject({
        kind: 'wait',
        fate: { because: 'call-in-progress' },
      });
    });

    it.each([
      ['in a state that nobody knows, but that ended', 'outbound', 'unknown'],
      ['that is parked, but ended', 'inbound', 'parked'],
      ['of no known direction that is only scheduled', 'unknown', 'scheduled'],
      ['of no known direction that is over', 'unknown', 'disconnected'],
    ] as const)('or %s, is none → nothing speaks against it', (_, direction, state) => {
      const endedAt = state === 'scheduled' ? {} : { endedAt: noon(-100) };
      expect(shown([aCustomerLeg()], [aCall({ direction, state, ...endedAt })])).toBe(nothing);
    });

    it('that is over → nothing speaks against it', () => {
      const over = aCall({ direction: 'inbound', state: 'disconnected', endedAt: noon(-100) });
      expect(shown([aCustomerLeg()], [over])).toBe(nothing);
    });
  });

  describe('of a timeout', () => {
    const scheduledFor = noon(-60);
    const agent = aConnectedAgentLeg(noon(-30), { scheduledFor });
    const customer = aCustomerLeg({ scheduledFor, state: 'connected', connectedAt: scheduledFor });

    /** The scheduled time was left to the agent, whose `timeoutSeconds` end at noon. */
    function timingOut(): Conversation {
      const conversation = recorded([aSnapshot([customer, agent], noon(-30))]);
      const { key } = questionOf(conversation);
      const record = { key, ...recordOf(conversation, key) };
      const fate = { kind: 'left', because: 'with-agent', at: scheduledFor } as const;
      const trigger = { kind: 'scheduled' } as const;
      return withRecord(conversation, {
        ...record,
        triggers: [{ trigger, due: scheduledFor, held: durationMs(0), fate }],
      });
    }

    it('the agent is connected → nothing speaks against it', () => {
      expect(shown([customer, agent], [], at(), timingOut())).toBe(nothing);
    });

    it('the agent, told with another instant and without timeoutSeconds → nothing speaks against it', () => {
      const { timeout: _, ...leg } = aConnectedAgentLeg(noon(-29, 300), { scheduledFor });
      expect(shown([customer, leg], [], at(), timingOut())).toBe(nothing);
    });

    it('the agent, who came before a move of which only this answer tells → nothing speaks against it', () => {
      const moved = aCustomerLeg({ scheduledFor: noon(-1) });
      const { scheduledFor: _, ...leg } = agent;
      expect(shown([moved, leg], [], at(), timingOut())).toBe(nothing);
    });

    it.each([
      ['is gone', [{ ...agent, state: 'disconnected', endedAt: noon(-1) }]],
      ['is told of no more', []],
      ['is alerting', [anAgentLeg({ scheduledFor })]],
    ] as const)('the agent %s → left: agent-gone', (_, agents) => {
      expect(shown([customer, ...agents], [], at(), timingOut())).toEqual(left('agent-gone'));
    });

    it('an outbound call → left: call-in-progress', () => {
      expect(shown([customer, agent], [aCall()], at(), timingOut())).toEqual(left('call-in-progress'));
    });
  });

  it('policy is not asked again: what was claimed is neither paused, paced nor out of hours any more', () => {
    const changes = { paused: true, slotAt: noon(9), automations: new Map(), isDialable: () => false };
    expect(shown([aCustomerLeg()], [], at(NOON, changes))).toBe(nothing);
  });

  it('what notifications told is not asked again: only what Genesys shows counts', () => {
    const call = aCall({ state: 'connected' });
    const told = recorded([aSnapshot([aCustomerLeg()], noon(-600), [call])]);
    expect(shown([aCustomerLeg()], [], at(), told)).toBe(nothing);
  });
});
