import { describe, expect, it } from 'vitest';
import {
  type CallbackRecord,
  type Claim,
  type Conversation,
  emptyConversation,
  type Placement,
} from '#shared/domain/conversation.ts';
import { durationMs, toIso } from '#shared/domain/time.ts';
import { type Reasons, withdraw } from '#shared/domain/withdraw.ts';
import { recorded } from '#test/builders/conversations.ts';
import { aClaim } from '#test/builders/decisions.ts';
import { aConnectedAgentLeg, aCustomerLeg, aSnapshot, CONVERSATION } from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const KEY = toIso(NOON);
const WITH_AGENT: Reasons['decision'] = { kind: 'left', because: 'with-agent' };
const MOVED: Reasons['decision'] = { kind: 'left', because: 'rescheduled' };
const placing = (changes: Partial<Claim> = {}): Placement => ({
  ...aClaim(changes),
  kind: 'placing',
  leaseUntil: noon(30),
});
const holding = (placement: Placement): Conversation => ({
  ...recorded([aSnapshot([aCustomerLeg()], noon(-600))]),
  callbacks: [{ key: KEY, triggers: [], placement }],
});
const withdrawn = (placement: Placement, reasons: Reasons = { decision: WITH_AGENT }, token = 'token') =>
  withdraw(holding(placement), token, reasons, 'queue', noon(1));
const first = ({ callbacks }: Conversation) => callbacks[0];

describe('a claim that is given back', () => {
  it('was never there, where it was the first: the trigger is dealt with, and that is told', () => {
    const after = withdrawn(placing());
    expect(first(after)).not.toHaveProperty('placement');
    expect(first(after)?.triggers).toMatchObject([
      { fate: { kind: 'left', because: 'with-agent', at: noon(1) } },
    ]);
    expect(after.outbox).toMatchObject([
      { announcement: { outcome: 'left', reason: 'with-agent', queueId: 'queue', automation: 'default' } },
    ]);
  });

  it.each([
    ['a second attempt', { attempt: 2, firedAt: noon(-60) }],
    ['a first attempt after one that did not count', { attempt: 1, firedAt: noon(-60) }],
    ['a second attempt in the same millisecond', { attempt: 2 }],
  ])('leaves a wait of the same trigger a retry, one attempt less, where it was %s', (_, claimed) => {
    const decision: Reasons['decision'] = {
      kind: 'wait',
      fate: { kind: 'deferred', because: 'call-in-progress', since: noon(1), until: noon(61) },
    };
    const after = withdrawn(placing({ ...claimed, doubtAnnounced: true }), { decision });
    expect(first(after)?.placement).toMatchObject({
      kind: 'retry',
      at: noon(61),
      because: 'withdrawn',
      attempt: claimed.attempt - 1,
      firedAt: aClaim(claimed).firedAt,
    });
    expect(first(after)?.placement).not.toHaveProperty('doubtAnnounced');
  });

  it('is given back although its lease ran out meanwhile: nothing was asked of the placer', () => {
    const after = withdrawn({ ...aClaim(), kind: 'unknown', since: noon(0), because: 'lease' });
    expect(first(after)).not.toHaveProperty('placement');
  });

  it.each<[string, Placement]>([
    ['placed', { ...aClaim(), kind: 'placed', at: NOON }],
    ['to be tried again', { ...aClaim(), kind: 'retry', at: NOON, because: 'x' }],
    ['failed', { ...aClaim(), kind: 'failed', at: NOON, because: 'x' }],
  ])('is not, once it is %s', (_, placement) => {
    const conversation = holding(placement);
    expect(withdraw(conversation, 'token', { decision: WITH_AGENT }, 'queue', noon(1))).toBe(conversation);
  });

  it('is not by anybody else', () => {
    const conversation = holding(placing());
    expect(withdraw(conversation, 'nobody’s', { decision: WITH_AGENT }, 'queue', noon(1))).toBe(conversation);
  });
});

describe('a claim that is given back because the callback was moved', () => {
  const decided = (conversation: Conversation) => first(conversation)?.triggers[0]?.fate;

  it('is left where the move is what we now know', () => {
    const observation = aSnapshot([aCustomerLeg({ scheduledFor: noon(900) })], noon(1));
    const after = withdrawn(placing(), { decision: MOVED, observation });
    expect(decided(after)).toMatchObject({ kind: 'left', because: 'rescheduled' });
    expect(after.callbacks.map(({ key }) => key)).toContain(toIso(noon(900)));
  });

  it('is asked about again 10 s later where newer news say otherwise', () => {
    const observation = aSnapshot([aCustomerLeg({ scheduledFor: noon(900) })], noon(-900));
    expect(decided(withdrawn(placing(), { decision: MOVED, observation }))).toEqual({
      kind: 'deferred',
      because: 'told-otherwise',
      since: noon(1),
      until: noon(11),
    });
    expect(decided(withdrawn(placing(), { decision: MOVED }))).toMatchObject({ kind: 'deferred' });
  });

  it('for another reason is left, whatever news say', () => {
    expect(decided(withdrawn(placing()))).toMatchObject({ kind: 'left', because: 'with-agent' });
    expect(decided(withdrawn(placing(), { decision: { kind: 'expired' } }))).toMatchObject({
      kind: 'expired',
    });
  });

  it('is left where nothing is known of the conversation any more', () => {
    const conversation = {
      ...emptyConversation(CONVERSATION, NOON),
      callbacks: holding(placing()).callbacks,
    };
    expect(decided(withdraw(conversation, 'token', { decision: MOVED }, undefined, noon(1)))).toMatchObject({
      kind: 'left',
    });
  });
});

describe('a claim for a time-out of a callback that was moved meanwhile', () => {
  const GONE: Reasons['decision'] = { kind: 'left', because: 'agent-gone' };
  const timeout = { kind: 'timeout', at: noon(-30) } as const;
  const moved = aSnapshot([aCustomerLeg({ scheduledFor: noon(900) })], noon(1));
  const agent = aConnectedAgentLeg(noon(-60), { scheduledFor: noon(900) });
  const movedByAgent = aSnapshot([aCustomerLeg({ scheduledFor: noon(900) }), agent], noon(1));
  const scheduledOf = (
    now: number,
    observation = moved,
    changes: Partial<Claim> = {},
    record: Partial<CallbackRecord> = {},
  ) => {
    const [own] = holding(placing({ trigger: timeout, ...changes })).callbacks;
    const conversation = {
      ...holding(placing()),
      callbacks: [{ key: KEY, triggers: [], ...own, ...record }],
    };
    const after = withdraw(conversation, 'token', { decision: GONE, observation }, 'queue', noon(now));
    return {
      fates: first(after)?.triggers.flatMap(({ trigger, fate }) =>
        trigger.kind === 'scheduled' ? [fate] : [],
      ),
      told: after.outbox.map(({ announcement: { trigger, reason, queueId } }) => [trigger, reason, queueId]),
    };
  };

  it('is left at its scheduled time too, where that had come: that is no silent end', () => {
    const { fates, told } = scheduledOf(0);
    expect(fates).toEqual([{ kind: 'left', because: 'rescheduled', at: NOON }]);
    expect(told).toContainEqual(['scheduled', 'rescheduled', 'queue']);
  });

  it.each([
    ['that had not come yet', () => scheduledOf(-1)],
    ['it was not moved', () => scheduledOf(2, aSnapshot([aCustomerLeg()], noon(1)))],
    ['nothing is known of it any more', () => scheduledOf(2, aSnapshot([], noon(1)))],
    ['it is an immediate one', () => scheduledOf(2, moved, {}, { key: 'now@p' })],
    ['the time-out is asked about again', () => scheduledOf(2, movedByAgent, { attempt: 2 })],
  ])('is not, where %s', (_, scheduled) => {
    expect(scheduled().fates).toEqual([]);
  });

  it('is not left twice, where it was left before', () => {
    const fate = { kind: 'left', because: 'with-agent', at: noon(-1) } as const;
    const triggers = [{ trigger: { kind: 'scheduled' }, due: NOON, held: durationMs(0), fate }] as const;
    expect(scheduledOf(2, moved, {}, { triggers }).fates).toEqual([fate]);
  });
});

describe('a claim of an agent whom Genesys does not know to be there', () => {
  const GONE: Reasons['decision'] = { kind: 'left', because: 'agent-gone' };
  const told = recorded([aSnapshot([aCustomerLeg(), aConnectedAgentLeg(noon(-9))], noon(-8))]);
  const conversation: Conversation = {
    ...told,
    callbacks: [{ key: KEY, triggers: [], placement: placing() }],
  };
  const decidedBy = (observation: Reasons['observation']) => {
    const reasons = { decision: GONE, ...(observation && { observation }) };
    return first(withdraw(conversation, 'token', reasons, 'queue', noon(1)))?.triggers[0]?.fate;
  };

  it('is asked about again 10 s later where newer news know of him', () => {
    const before = aSnapshot([aCustomerLeg()], noon(-10));
    expect(decidedBy(before)).toMatchObject({ kind: 'deferred', because: 'told-otherwise', until: noon(11) });
    expect(decidedBy(undefined)).toMatchObject({ kind: 'deferred', because: 'told-otherwise' });
  });

  it('is left where nothing is known of the conversation any more', () => {
    const forgotten = { ...emptyConversation(CONVERSATION, NOON), callbacks: conversation.callbacks };
    const after = withdraw(forgotten, 'token', { decision: GONE }, 'queue', noon(1));
    expect(first(after)?.triggers[0]?.fate).toMatchObject({ kind: 'left', because: 'agent-gone' });
  });

  it('is left where he is gone, or was never there, for all we know', () => {
    const gone = aConnectedAgentLeg(noon(-9), { state: 'disconnected', endedAt: noon(-1) });
    for (const legs of [[aCustomerLeg(), gone], [aCustomerLeg()]]) {
      expect(decidedBy(aSnapshot(legs, noon(0)))).toMatchObject({ kind: 'left', because: 'agent-gone' });
    }
  });
});
