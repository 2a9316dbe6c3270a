import { describe, expect, it } from 'vitest';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Automation } from '#shared/domain/automation.ts';
import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Circumstances, Decision, Question } from '#shared/domain/decision.ts';
import { putOff } from '#shared/domain/ledger.ts';
import type { LegFacts } from '#shared/domain/observation.ts';
import { durationMs, hours, minutes, plus, seconds, toIso } from '#shared/domain/time.ts';
import { questionOf, recorded } from '#test/builders/conversations.ts';
import { aClaim, circumstances } from '#test/builders/decisions.ts';
import {
  aCall,
  aConnectedAgentLeg,
  aCustomerLeg,
  anAgentLeg,
  anImmediateCustomerLeg,
  aSnapshot,
  CONFIG,
  QUEUE,
} from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const anAutomation = (changes: Partial<Automation> = {}): Automation => ({
  ...DEFAULT_AUTOMATION,
  id: 'sales',
  match: { automatedCallbackConfigId: CONFIG },
  ...changes,
});

const at = (now = NOON, changes: Partial<Circumstances> = {}): Circumstances =>
  circumstances({
    now,
    automations: new Map([
      ['default', DEFAULT_AUTOMATION],
      ['sales', anAutomation()],
    ]),
    ...changes,
  });

const dialing = (automation: Partial<Automation> = {}): Partial<Circumstances> => ({
  automations: new Map([['sales', anAutomation({ placer: 'genesys', ...automation })]]),
  isDialing: (placer) => placer === 'genesys',
});

/** Decides what the earliest look of a conversation asks. */
const decided = (conversation: Conversation, circumstances = at()): Decision =>
  decide(conversation, questionOf(conversation), circumstances);

const waiting = (facts: LegFacts = {}) => recorded([aSnapshot([aCustomerLeg(facts)], noon(-600))]);
const withAgent = (connectedAt = noon(-40), facts: LegFacts = {}) =>
  recorded([
    aSnapshot(
      [
        aCustomerLeg({ scheduledFor: noon(-60) }),
        aConnectedAgentLeg(connectedAt, { scheduledFor: noon(-60), ...facts }),
      ],
      noon(-600),
    ),
  ]);

/** A conversation whose scheduled trigger is dealt with, so that its timeout is what is asked next. */
function timingOut(connectedAt = noon(-30), agent: LegFacts = {}): Conversation {
  const scheduledFor = noon(-60);
  const conversation = recorded([
    aSnapshot(
      [aCustomerLeg({ scheduledFor }), aConnectedAgentLeg(connectedAt, { scheduledFor, ...agent })],
      connectedAt,
    ),
  ]);
  return withFates(conversation, [
    {
      trigger: { kind: 'scheduled' },
      due: scheduledFor,
      held: durationMs(0),
      fate: { kind: 'left', because: 'with-agent', at: scheduledFor },
    },
  ]);
}

function withFates(conversation: Conversation, triggers: CallbackRecord['triggers']): Conversation {
  const [record] = conversation.callbacks;
  const key = record?.key ?? new Date(noon(-60)).toISOString();
  return { ...conversation, callbacks: [{ key, ...record, triggers }] };
}

/** The scheduled question of a conversation in which it was asked before something else came up. */
function asked(conversation: Conversation, later: Conversation, circumstances = at()): Decision {
  const { key, trigger, due } = questionOf(conversation);
  const record = later.callbacks.find((one) => one.key === key) ?? { key, triggers: [] };
  return decide(later, { key, trigger, due, record }, circumstances);
}

/** About the callback of noon, whether or not it is still current. */
const NOON_QUESTION: Question = {
  key: toIso(NOON),
  record: { key: toIso(NOON), triggers: [] },
  trigger: { kind: 'scheduled' },
  due: NOON,
};

describe('what is found when a look comes, and what is decided', () => {
  it('placed by us (our placement key in its data) → left: ours', () => {
    expect(decided(waiting({ placementKey: 'another-conversation_1' }))).toEqual({
      kind: 'left',
      because: 'ours',
    });
  });

  it('ours stays ours when a later snapshot lacks the key', () => {
    const conversation = recorded([
      aSnapshot([aCustomerLeg({ placementKey: 'another_1' })], noon(-600)),
      aSnapshot([aCustomerLeg()], noon(-500)),
    ]);
    expect(decided(conversation)).toEqual({ kind: 'left', because: 'ours' });
  });

  it('over → left: ended', () => {
    const conversation = recorded([
      aSnapshot([aCustomerLeg({ state: 'disconnected', endedAt: noon(1) })], noon(1)),
    ]);
    expect(decided(conversation, at(noon(2)))).toEqual({ kind: 'left', because: 'ended' });
  });

  it('the key is no longer current → left: rescheduled', () => {
    const rescheduled = recorded([
      aSnapshot([aCustomerLeg()], noon(-600)),
      aSnapshot([aCustomerLeg({ scheduledFor: noon(3600) })], noon(-500)),
    ]);
    expect(asked(waiting(), rescheduled)).toEqual({ kind: 'left', because: 'rescheduled' });
  });

  it('over before its key was no longer current → left: ended', () => {
    const gone = aCustomerLeg({ state: 'disconnected', endedAt: noon(-1) });
    const moved = aCustomerLeg({ communicationId: 'other', participantId: 'other', scheduledFor: noon(900) });
    const conversation = recorded([aSnapshot([gone, moved], noon(-1))]);
    expect(decide(conversation, NOON_QUESTION, at())).toEqual({ kind: 'left', because: 'ended' });
  });

  it('there still, but no longer current → left: rescheduled', () => {
    const moved = aCustomerLeg({ communicationId: 'other', participantId: 'other', scheduledFor: noon(900) });
    const conversation = recorded([aSnapshot([aCustomerLeg(), moved], noon(-1))]);
    expect(decide(conversation, NOON_QUESTION, at())).toEqual({ kind: 'left', because: 'rescheduled' });
  });

  it('trigger timeout of an agent who is connected anew, whose time is another → left: agent-gone', () => {
    const conversation = withAgent(noon(-20));
    const { key, record } = questionOf(conversation);
    const question = { key, record, trigger: { kind: 'timeout', at: NOON }, due: NOON } as const;
    expect(decide(conversation, question, at())).toEqual({ kind: 'left', because: 'agent-gone' });
  });

  it('externalCampaign → left: external-dialer', () => {
    expect(decided(waiting({ externalCampaign: true }))).toEqual({
      kind: 'left',
      because: 'external-dialer',
    });
  });

  it.each(['alerting', 'dialing', 'contacting', 'connected'] as const)(
    'an outbound call that is %s, in calls no older than the snapshot → left: call-in-progress',
    (state) => {
      const conversation = recorded([aSnapshot([aCustomerLeg()], noon(-600), [aCall({ state })])]);
      expect(decided(conversation)).toEqual({ kind: 'left', because: 'call-in-progress' });
    },
  );

  it.each([
    [0, { kind: 'left', because: 'already-called' }],
    [1, { kind: 'left', because: 'already-called' }],
  ])(
    'an outbound call that began %i ms after the scheduled instant → left: already-called',
    (ms, expected) => {
      const call = aCall({ state: 'disconnected', connectedAt: noon(0, ms), endedAt: noon(5) });
      const conversation = recorded([aSnapshot([aCustomerLeg()], noon(-600), [call])]);
      expect(decided(conversation, at(noon(10)))).toEqual(expected);
    },
  );

  it('an outbound call that began 1 ms before the scheduled instant is no reason to leave it', () => {
    const call = aCall({ state: 'disconnected', connectedAt: noon(0, -1), endedAt: noon(5) });
    const conversation = recorded([aSnapshot([aCustomerLeg()], noon(-600), [call])]);
    expect(decided(conversation, at(noon(10))).kind).toBe('place');
  });

  it('an outbound call that began at or after the leg of an immediate callback → left: already-called', () => {
    const call = aCall({ state: 'disconnected', connectedAt: noon(-599), endedAt: noon(-590) });
    const leg = anImmediateCustomerLeg({ startedAt: noon(-600) });
    const conversation = recorded([aSnapshot([leg], noon(-600), [call])]);
    expect(decided(conversation, at(noon(-580)))).toEqual({ kind: 'left', because: 'already-called' });
  });

  it('trigger scheduled and an agent is connected for this callback → left: with-agent', () => {
    expect(decided(withAgent())).toEqual({ kind: 'left', because: 'with-agent' });
  });

  it('trigger scheduled and an agent was connected for this callback → left: with-agent', () => {
    const gone = aConnectedAgentLeg(noon(-500), { state: 'disconnected', endedAt: noon(-400) });
    const conversation = recorded([
      aSnapshot([aCustomerLeg(), gone], noon(-400)),
      aSnapshot([aCustomerLeg()], noon(-300)),
    ]);
    expect(decided(conversation)).toEqual({ kind: 'left', because: 'with-agent' });
  });

  it('an agent who was connected for an earlier key does not count for the rescheduled one', () => {
    const agent = aConnectedAgentLeg(noon(-4000), { scheduledFor: noon(-4100) });
    const conversation = recorded(
      [
        aSnapshot([aCustomerLeg()], noon(-600)),
        // Days late: tells of the time before the reschedule.
        { ...aSnapshot([aCustomerLeg({ scheduledFor: noon(-4100) }), agent], noon(-3900)) },
      ],
      noon(-500),
    );
    expect(decided(conversation).kind).toBe('place');
  });

  it('trigger timeout and that agent is no longer connected → left: agent-gone', () => {
    const conversation = timingOut(noon(-30), { state: 'disconnected', endedAt: noon(0) });
    expect(decided(conversation, at(noon(1)))).toEqual({ kind: 'left', because: 'agent-gone' });
  });

  describe('later than the limit → expired', () => {
    it.each([
      [-1, 'place'],
      [0, 'place'],
      [1, 'expired'],
    ])('%i ms after 4 h, a scheduled one is: %s', (ms, kind) => {
      expect(decided(waiting(), at(plus(NOON, durationMs(hours(4) + ms)))).kind).toBe(kind);
    });

    it.each([
      [-1, 'place'],
      [0, 'place'],
      [1, 'expired'],
    ])('%i ms after 180 s, a timeout is: %s', (ms, kind) => {
      expect(decided(timingOut(), at(noon(180, ms))).kind).toBe(kind);
    });

    it('the automation says how late is too late', () => {
      const automations = new Map([['sales', anAutomation({ maxLateness: minutes(10) })]]);
      expect(decided(waiting(), at(noon(601), { automations })).kind).toBe('expired');
    });

    it('time deferred, paced or paused by us does not count', () => {
      const conversation = waiting();
      const question = questionOf(conversation);
      const fate = { kind: 'paused', since: NOON, until: plus(NOON, hours(5)) } as const;
      const paused = putOff(conversation, { ...question, queueId: undefined }, fate, NOON);
      expect(decided(paused, at(plus(NOON, hours(8)))).kind).toBe('place');
      expect(decided(paused, at(plus(NOON, durationMs(hours(9) + 1)))).kind).toBe('expired');
    });
  });

  it.each([
    [0, 0.5, 60],
    [0, 0, 48],
    [0, 1, 72],
    [120, 0.5, 120],
    [3600, 0.5, 250],
    [3600, 1, 300],
  ])('paused, for %i s already, chance %f → again in %i s', (held, chance, expected) => {
    const conversation = waiting();
    const question = questionOf(conversation);
    const fate = { kind: 'paused', since: NOON, until: noon(held) } as const;
    const paused =
      held > 0 ? putOff(conversation, { ...question, queueId: undefined }, fate, NOON) : conversation;
    expect(decided(paused, at(noon(held), { paused: true, chance }))).toEqual({
      kind: 'wait',
      fate: { kind: 'paused', since: noon(held), until: noon(held + expected) },
    });
  });

  describe('a live inbound call (the customer is still on the line)', () => {
    const onLine = recorded([aSnapshot([aCustomerLeg()], noon(-600), [aCall({ direction: 'inbound' })])]);

    it('→ deferred 60 s', () => {
      expect(decided(onLine)).toEqual({
        kind: 'wait',
        fate: { kind: 'deferred', because: 'call-in-progress', since: NOON, until: noon(60) },
      });
    });

    it('at most until maxLateness', () => {
      const last = plus(NOON, hours(4));
      const now = plus(last, seconds(-10));
      expect(decided(onLine, at(now))).toMatchObject({ kind: 'wait', fate: { until: last } });
    });

    it('then left: call-in-progress', () => {
      expect(decided(onLine, at(plus(NOON, hours(4))))).toEqual({
        kind: 'left',
        because: 'call-in-progress',
      });
    });
  });

  it('a live outbound call in calls older than the snapshot, and no live check → deferred 60 s', () => {
    const conversation = recorded([
      aSnapshot([aCustomerLeg()], noon(-600), [aCall()]),
      aSnapshot([aCustomerLeg()], noon(-500)),
    ]);
    expect(decided(conversation)).toMatchObject({
      kind: 'wait',
      fate: { kind: 'deferred', until: noon(60) },
    });
  });

  describe('neither config id nor queue known (detail events only)', () => {
    const { queueId: _, automatedCallbackConfigId: __, ...unrouted } = aCustomerLeg();
    const conversation = recorded([aSnapshot([unrouted], noon(-600))]);

    it.each([
      [0, 5],
      [57, 60],
    ])('%i s after the due → deferred to %i s after it', (now, until) => {
      expect(decided(conversation, at(noon(now)))).toEqual({
        kind: 'wait',
        fate: { kind: 'deferred', because: 'routing-unknown', since: noon(now), until: noon(until) },
      });
    });

    it('60 s after the due it is decided without them', () => {
      expect(decided(conversation, at(noon(60)))).toEqual({ kind: 'left', because: 'left-to-agent' });
    });

    it('at once when they come', () => {
      const deferred = putOff(
        conversation,
        { ...questionOf(conversation), queueId: undefined },
        { kind: 'deferred', because: 'routing-unknown', since: NOON, until: noon(5) },
        NOON,
      );
      expect(questionOf(deferred).at).toBe(noon(5));
      const { customerLegs } = waiting();
      expect(questionOf({ ...deferred, customerLegs }).at).toBe(NOON);
    });
  });

  describe('no automation', () => {
    const { automatedCallbackConfigId: _, ...withoutConfig } = aCustomerLeg();
    const plain = recorded([aSnapshot([withoutConfig], noon(-600))]);
    const only = (automation: Automation) => ({
      automations: new Map([
        ['default', DEFAULT_AUTOMATION],
        [automation.id, automation],
      ]),
    });

    it('no config id and no automation for its queue → left: left-to-agent', () => {
      expect(decided(plain)).toEqual({ kind: 'left', because: 'left-to-agent' });
    });

    it('found by automatedCallbackConfigId', () => {
      expect(decided(waiting())).toMatchObject({ kind: 'place', automation: { id: 'sales' } });
    });

    it('else by queueId', () => {
      const byQueue = anAutomation({ id: 'queue', match: { queueId: QUEUE } });
      expect(decided(plain, at(NOON, only(byQueue)))).toMatchObject({
        kind: 'place',
        automation: { id: 'queue' },
      });
    });

    it('an automation that names id and queue is found only where both fit', () => {
      const both = anAutomation({
        id: 'both',
        match: { automatedCallbackConfigId: CONFIG, queueId: 'elsewhere' },
      });
      expect(decided(waiting(), at(NOON, only(both)))).toMatchObject({ automation: { id: 'default' } });
    });

    it('a set but unmatched id takes the automation named default', () => {
      expect(decided(waiting({ automatedCallbackConfigId: 'unmatched' }))).toMatchObject({
        automation: { id: 'default' },
      });
    });

    it('trigger timeout takes the automation named default', () => {
      const scheduledFor = noon(-60);
      const legs = [{ ...withoutConfig, scheduledFor }, aConnectedAgentLeg(noon(-30), { scheduledFor })];
      const conversation = withFates(recorded([aSnapshot(legs, noon(-30))]), [
        {
          trigger: { kind: 'scheduled' },
          due: scheduledFor,
          held: durationMs(0),
          fate: { kind: 'left', because: 'left-to-agent', at: scheduledFor },
        },
      ]);
      expect(decided(conversation)).toMatchObject({ kind: 'place', automation: { id: 'default' } });
    });
  });

  describe('what Genesys dials by itself', () => {
    it('a dialing placer and trigger timeout without placeOnTimeout → left: native', () => {
      expect(decided(timingOut(), at(NOON, dialing()))).toEqual({ kind: 'left', because: 'native' });
    });

    it('a dialing placer and trigger timeout with placeOnTimeout is placed', () => {
      expect(decided(timingOut(), at(NOON, dialing({ placeOnTimeout: true }))).kind).toBe('place');
    });

    it('a dialing placer and a preview without placePreviews → left: native', () => {
      expect(decided(waiting({ preview: true }), at(NOON, dialing()))).toEqual({
        kind: 'left',
        because: 'native',
      });
    });

    it('a dialing placer and a preview with placePreviews is placed', () => {
      expect(decided(waiting({ preview: true }), at(NOON, dialing({ placePreviews: true }))).kind).toBe(
        'place',
      );
    });

    it('a placer that does not dial is not held back', () => {
      expect(decided(waiting({ preview: true })).kind).toBe('place');
    });
  });

  it("outside the automation's calling hours → deferred to their start", () => {
    const callingHours = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], from: '15:00', to: '18:00' };
    const automations = new Map([['sales', anAutomation({ callingHours })]]);
    expect(decided(waiting(), at(NOON, { automations }))).toEqual({
      kind: 'wait',
      fate: { kind: 'deferred', because: 'outside-calling-hours', since: NOON, until: noon(3600) },
    });
  });

  it('no dialable number and a dialing placer → failed: no-dialable-number', () => {
    expect(decided(waiting(), at(NOON, { ...dialing(), isDialable: () => false }))).toEqual({
      kind: 'failed',
      because: 'no-dialable-number',
    });
  });

  it('no dialable number and a placer that does not dial is placed', () => {
    expect(decided(waiting(), at(NOON, { isDialable: () => false })).kind).toBe('place');
  });

  it("over the placer's rate and no slot held → paced: the slot taken becomes the look", () => {
    expect(decided(waiting(), at(NOON, { slotAt: noon(7) }))).toEqual({
      kind: 'wait',
      fate: { kind: 'paced', since: NOON, until: noon(7) },
    });
  });

  it('a slot whose time has come is not over the rate', () => {
    expect(decided(waiting(), at(noon(7), { slotAt: noon(7) })).kind).toBe('place');
  });

  it('otherwise → place', () => {
    expect(decided(waiting())).toEqual({ kind: 'place', automation: anAutomation() });
  });

  it('an agent who is only alerting does not have the callback', () => {
    const conversation = recorded([aSnapshot([aCustomerLeg(), anAgentLeg()], noon(-600))]);
    expect(decided(conversation).kind).toBe('place');
  });
});

describe('an agent of a callback that was moved within the minute of its claim', () => {
  it('is known under its new key, and so has it in hand → left: with-agent', () => {
    const moved = recorded([aSnapshot([aCustomerLeg({ scheduledFor: noon(30) })], noon(5))]);
    const claimed = { ...aClaim(), kind: 'retry', at: noon(1), because: 'busy' } as const;
    const record: CallbackRecord = { key: toIso(NOON), triggers: [], placement: claimed };
    const [own] = moved.callbacks;
    const callbacks = [record, { key: toIso(noon(30)), triggers: [], ...own, agentConnectedAt: noon(31) }];
    const question: Question = { key: toIso(noon(30)), record, trigger: { kind: 'scheduled' }, due: NOON };
    expect(decide({ ...moved, callbacks }, question, at(noon(40)))).toEqual({
      kind: 'left',
      because: 'with-agent',
    });
  });
});
