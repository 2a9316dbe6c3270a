import { describe, expect, it } from 'vitest';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Automation } from '#shared/domain/automation.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Circumstances } from '#shared/domain/decision.ts';
import type { LegFacts } from '#shared/domain/observation.ts';
import { type DurationMs, durationMs, minutes, plus, seconds } from '#shared/domain/time.ts';
import { questionOf, recorded } from '#test/builders/conversations.ts';
import { circumstances } from '#test/builders/decisions.ts';
import {
  aConnectedAgentLeg,
  aCustomerLeg,
  anAgentLeg,
  anImmediateCustomerLeg,
  aSnapshot,
  QUEUE,
} from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const anAutomation = (changes: Partial<Automation> = {}): Automation => ({
  ...DEFAULT_AUTOMATION,
  placer: 'genesys',
  ...changes,
});

const at = (
  now = NOON,
  changes: Partial<Circumstances> = {},
  automation: Partial<Automation> = {},
): Circumstances =>
  circumstances({
    now,
    automations: new Map([['default', anAutomation(automation)]]),
    isDialing: () => true,
    ...changes,
  });

const decided = (conversation: Conversation, circumstances = at()) =>
  decide(conversation, questionOf(conversation), circumstances);

const waiting = (facts: LegFacts = {}) => recorded([aSnapshot([aCustomerLeg(facts)], noon(-600))]);
const left = (because: string) => ({ kind: 'left', because });

/** A callback whose scheduled time a minute ago was left, and whose agent's `timeoutSeconds` end at noon. */
function timingOut(agent: LegFacts = {}, connectedAt = noon(-30)): Conversation {
  const scheduledFor = noon(-60);
  const legs = [aCustomerLeg({ scheduledFor }), aConnectedAgentLeg(connectedAt, { scheduledFor, ...agent })];
  const conversation = recorded([aSnapshot(legs, noon(-30))]);
  const fate = { kind: 'left', because: 'left-to-agent', at: scheduledFor } as const;
  const trigger = { kind: 'scheduled' } as const;
  return {
    ...conversation,
    callbacks: conversation.callbacks.map((record) => ({
      ...record,
      triggers: [{ trigger, due: scheduledFor, held: durationMs(0), fate }],
    })),
  };
}

describe('a customer whom an agent reached in another conversation', () => {
  const WITHIN = minutes(60);
  const reached = (second: number, ms = 0, now = NOON, within: DurationMs | undefined = WITHIN) =>
    at(now, { reachedAt: noon(second, ms) }, within === undefined ? {} : { leaveIfReachedWithin: within });

  /** Asked for 10 min before noon. */
  const asked = () => waiting({ startedAt: noon(-600) });

  it('after the callback was asked for → left: customer-already-reached', () => {
    expect(decided(asked(), reached(-300))).toEqual(left('customer-already-reached'));
  });

  it('is called back all the same where the automation did not opt in', () => {
    const circumstances = at(NOON, { reachedAt: noon(-300) });
    expect(decided(asked(), circumstances).kind).toBe('place');
  });

  it('is called back where nobody was asked, or nobody reached them', () => {
    expect(decided(asked(), at(NOON, {}, { leaveIfReachedWithin: WITHIN })).kind).toBe('place');
  });

  it.each([
    [-1, 'place'],
    [0, 'place'],
    [1, 'left'],
  ])('%i ms after the callback was asked for → %s', (ms, kind) => {
    expect(decided(asked(), reached(-600, ms)).kind).toBe(kind);
  });

  it.each([
    [-1, 'left'],
    [0, 'left'],
    [1, 'place'],
  ])('%i ms longer ago than the automation says → %s', (ms, kind) => {
    const now = noon(3600, ms);
    expect(decided(waiting({ startedAt: noon(-600) }), reached(0, 0, now)).kind).toBe(kind);
  });

  it.each([
    [-1, 'place'],
    [0, 'place'],
    [1, 'left'],
  ])('of an immediate callback: %i ms after it was first told of → %s', (ms, kind) => {
    const immediate = recorded([aSnapshot([anImmediateCustomerLeg()], noon(-10))]);
    expect(decided(immediate, reached(-10, ms)).kind).toBe(kind);
  });

  it('before the callback was moved → the move asked for it anew', () => {
    const moved = recorded([
      aSnapshot([aCustomerLeg({ startedAt: noon(-600), scheduledFor: noon(-60) })], noon(-600)),
      aSnapshot([aCustomerLeg({ startedAt: noon(-600) })], noon(-100)),
    ]);
    expect(decided(moved, reached(-101)).kind).toBe('place');
    expect(decided(moved, reached(-99))).toEqual(left('customer-already-reached'));
  });

  it('of a callback that nobody told the beginning of, is called back: better that than not at all', () => {
    expect(decided(waiting(), reached(-1)).kind).toBe('place');
  });

  it('out of hours → left at once, not deferred', () => {
    const callingHours = { zone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], from: '13:00', to: '18:00' };
    const circumstances = at(NOON, { reachedAt: noon(-1) }, { callingHours, leaveIfReachedWithin: WITHIN });
    expect(decided(asked(), circumstances)).toEqual(left('customer-already-reached'));
  });

  it('whose callback has no number, is left, not failed', () => {
    const circumstances = at(
      NOON,
      { reachedAt: noon(-1), isDialable: () => false },
      { leaveIfReachedWithin: WITHIN },
    );
    expect(decided(asked(), circumstances)).toEqual(left('customer-already-reached'));
  });
});

describe('a placer that acts for the agent', () => {
  const acting = (automation: Partial<Automation> = {}, now = NOON) =>
    at(now, { needsAgent: (placer) => placer === 'genesys' }, automation);

  it('leaves the scheduled time to the agents: nobody is there yet', () => {
    expect(decided(waiting(), acting())).toEqual(left('left-to-agent'));
  });

  it('leaves the scheduled time to an agent who is only alerting', () => {
    const alerting = recorded([aSnapshot([aCustomerLeg(), anAgentLeg()], noon(-600))]);
    expect(decided(alerting, acting())).toEqual(left('left-to-agent'));
  });

  it("leaves the timeout to Genesys, which dials by itself, where the automation doesn't place on it", () => {
    expect(decided(timingOut(), acting())).toEqual(left('native'));
  });

  it('places on the timeout of the agent who is connected', () => {
    expect(decided(timingOut(), acting({ placeOnTimeout: true })).kind).toBe('place');
  });

  it.each([
    [-1, 'agent-gone'],
    [0, 'agent-gone'],
  ])('leaves it when that agent left %i ms after it', (ms, because) => {
    const gone = timingOut({ state: 'disconnected', endedAt: noon(0, ms) });
    const { key, record } = questionOf({ ...gone, callbacks: [] });
    const question = {
      key,
      record: gone.callbacks[0] ?? record,
      trigger: { kind: 'timeout', at: NOON } as const,
      due: NOON,
    };
    expect(decide(gone, question, acting({ placeOnTimeout: true }, noon(1)))).toEqual(left(because));
  });

  it('is not asked for by other placers: the scheduled time of one that needs nobody is placed', () => {
    expect(decided(waiting(), at(NOON, { needsAgent: (placer) => placer === 'other' })).kind).toBe('place');
  });
});

describe('a queue in which our own placers make callbacks', () => {
  const target = (queueId: string) => at(NOON, { isTargetQueue: (id) => id === queueId });

  it('→ left: ours', () => {
    expect(decided(waiting(), target(QUEUE))).toEqual(left('ours'));
  });

  it('that is another one → placed', () => {
    expect(decided(waiting(), target('another')).kind).toBe('place');
  });

  it('that is not told → placed by its config id', () => {
    const { queueId: _, ...leg } = aCustomerLeg();
    const conversation = recorded([aSnapshot([leg], noon(-600))]);
    expect(decided(conversation, at(NOON, { isTargetQueue: () => true })).kind).toBe('place');
  });

  it('→ left before anything else: neither paused, nor expired, nor deferred', () => {
    const circumstances = { ...target(QUEUE), paused: true, now: noon(86_400) };
    expect(decided(waiting(), circumstances)).toEqual(left('ours'));
  });
});

describe('a number', () => {
  /** Dialable are `+…`, and `0…` in Germany. */
  const isDialable = (number: string | undefined, country: string | undefined) =>
    number !== undefined && (number.startsWith('+') || (number.startsWith('0') && country === 'DE'));

  const failed = { kind: 'failed', because: 'no-dialable-number' };
  const { number: _, ...numberless } = aCustomerLeg();

  it.each<[string, LegFacts, string | undefined, object]>([
    ['with its country code', { number: '+4930123456' }, undefined, { kind: 'place' }],
    ["without, in the automation's country", { number: '030123456' }, 'DE', { kind: 'place' }],
    ['without, in another country', { number: '030123456' }, 'US', failed],
    ['without, and no country either', { number: '030123456' }, undefined, failed],
  ])('%s', (__, facts, defaultCountry, expected) => {
    const circumstances = at(NOON, { isDialable }, { ...(defaultCountry && { defaultCountry }) });
    expect(decided(waiting(facts), circumstances)).toMatchObject(expected);
  });

  it('that nobody told: failed', () => {
    const conversation = recorded([aSnapshot([numberless], noon(-600))]);
    expect(decided(conversation, at(NOON, { isDialable }))).toEqual(failed);
  });

  it('that cannot be dialled does not matter to a placer that does not dial', () => {
    const circumstances = at(NOON, { isDialable, isDialing: () => false });
    expect(decided(recorded([aSnapshot([numberless], noon(-600))]), circumstances).kind).toBe('place');
  });

  it('that cannot be dialled takes no slot', () => {
    const circumstances = at(NOON, { isDialable: () => false, slotAt: noon(9) });
    expect(decided(waiting(), circumstances)).toEqual(failed);
  });
});

describe('what Genesys dials by itself', () => {
  it.each([
    [false, false, 'native'],
    [true, false, 'native'],
    [false, true, 'native'],
  ])(
    'a preview whose timeout comes, placePreviews %s, placeOnTimeout %s → left: %s',
    (placePreviews, placeOnTimeout, because) => {
      const conversation = timingOut({ preview: true });
      expect(decided(conversation, at(NOON, {}, { placePreviews, placeOnTimeout }))).toEqual(left(because));
    },
  );

  it('a preview whose timeout comes, with both → placed', () => {
    const conversation = timingOut({ preview: true });
    expect(decided(conversation, at(NOON, {}, { placePreviews: true, placeOnTimeout: true })).kind).toBe(
      'place',
    );
  });

  it.each([
    [180_000, 'place'],
    [180_001, 'expired'],
  ])('a timeout with placeOnTimeout, %i ms late → %s', (ms, kind) => {
    const now = plus(NOON, durationMs(ms));
    expect(decided(timingOut(), at(now, {}, { placeOnTimeout: true, maxLateness: seconds(60) })).kind).toBe(
      kind,
    );
  });
});
