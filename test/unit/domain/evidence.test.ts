import { describe, expect, it } from 'vitest';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { CallbackRecord, Claim, Conversation, Placement } from '#shared/domain/conversation.ts';
import {
  type OperatorDecision,
  settleByAnswer,
  settleByCalls,
  settleByKey,
  settleByOperator,
} from '#shared/domain/evidence.ts';
import { isShownBy, nextEvidenceAt } from '#shared/domain/evidence-schedule.ts';
import type { Call } from '#shared/domain/observation.ts';
import { between, days, durationMs, type EpochMs, hours, minutes, plus, toIso } from '#shared/domain/time.ts';
import { recorded } from '#test/builders/conversations.ts';
import { aClaim as aNoonClaim } from '#test/builders/decisions.ts';
import {
  aCall,
  aCustomerLeg,
  aLegObservation,
  aSnapshot,
  CONVERSATION,
} from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const KEY = toIso(NOON);

const aClaim = (changes: Partial<Claim> = {}): Claim =>
  aNoonClaim({ placementKey: `${CONVERSATION}_${NOON}`, shows: 'in-conversation', ...changes });

const unknown = (changes: Partial<Extract<Placement, { kind: 'unknown' }>> = {}): Placement => ({
  ...aClaim(),
  kind: 'unknown',
  since: noon(10),
  because: 'time-out',
  settleAt: noon(60),
  ...changes,
});

const withPlacement = (placement: Placement, calls?: readonly Call[]): Conversation => ({
  ...recorded([aSnapshot([aCustomerLeg()], noon(-600), calls)]),
  callbacks: [{ key: KEY, triggers: [], placement } satisfies CallbackRecord],
});

const placementOf = ({ callbacks }: Conversation) => callbacks[0]?.placement;
const settleAtOf = (conversation: Conversation): EpochMs | undefined => {
  const placement = placementOf(conversation);
  return placement?.kind === 'unknown' ? placement.settleAt : undefined;
};
const kindOf = (conversation: Conversation) => placementOf(conversation)?.kind;
const told = (conversation: Conversation) =>
  conversation.outbox.map(({ announcement: { outcome, reason } }) =>
    reason ? `${outcome}: ${reason}` : outcome,
  );

/** Every instant at which evidence is looked for after a claim at noon, in seconds after the end of its lease. */
function schedule(claimed: Pick<Claim, 'claimedAt' | 'shows'>): number[] {
  const looks: number[] = [];
  for (
    let at = nextEvidenceAt(claimed, NOON);
    at !== undefined && looks.length < 100;
    at = nextEvidenceAt(claimed, at)
  ) {
    looks.push((at - noon(30)) / 1000);
  }
  return looks;
}

describe('evidence is looked for', () => {
  it.each(['in-conversation', 'elsewhere'] as const)(
    '%s: 30, 120, 180 s after the lease, then after 10, 20, 40 … min, then every 6 h, for 7 days',
    (shows) => {
      const looks = schedule({ claimedAt: NOON, shows });
      const gaps = looks.map((at, index) => at - (looks[index - 1] ?? 0));
      expect(gaps.slice(0, 3)).toEqual([30, 90, 60]);
      const doubling = [10, 20, 40, 80, 160, 320].map((length) => length * 60);
      expect(gaps.slice(3, 9)).toEqual(doubling);
      expect(new Set(gaps.slice(9))).toEqual(new Set([6 * 3600]));
      const week = days(7) / 1000;
      expect(looks.at(-1)).toBeLessThanOrEqual(week);
      expect(looks.at(-1)).toBeGreaterThan(week - 6 * 3600);
    },
  );

  it.each(['unasked', undefined] as const)('%s: never', (shows) => {
    const claimed = { claimedAt: NOON, ...(shows && { shows }) };
    expect(schedule(claimed)).toEqual([]);
  });

  it.each([
    [-1, noon(60)],
    [0, noon(150)],
    [1, noon(150)],
  ])('next, %i ms after a look: at %i', (ms, expected) => {
    expect(nextEvidenceAt(aClaim(), noon(60, ms))).toBe(expected);
  });

  it.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('for absence only from 120 s after the lease on: %i ms after that it counts: %s', (ms, expected) => {
    expect(isShownBy(aClaim(), noon(150, ms))).toBe(expected);
  });
});

describe('a call that notifications tell of', () => {
  it.each([
    ['5.001 s before the claim', -5001, 'unknown'],
    ['5 s before the claim: clocks differ', -5000, 'placed'],
    ['4.999 s before the claim', -4999, 'placed'],
    ['with the claim', 0, 'placed'],
    ['a minute after the claim', 60_000, 'placed'],
  ])('that began %s (%i ms): it is %s', (_, ms, kind) => {
    const call = aCall({ startedAt: noon(0, ms) });
    expect(kindOf(settleByCalls(withPlacement(unknown(), [call]), noon(90)))).toBe(kind);
  });

  it.each<[string, Partial<Call>, string]>([
    ['counts by its connection, where it tells no start', { connectedAt: noon(1) }, 'placed'],
    ['counts by its end, where it tells nothing else', { state: 'disconnected', endedAt: noon(9) }, 'placed'],
    ['counts by its start, however late it ended', { startedAt: noon(-60), endedAt: noon(9) }, 'unknown'],
    ['that is live counts without any instant', { state: 'dialing' }, 'placed'],
    ['that is over does not, without any instant', { state: 'disconnected' }, 'unknown'],
    ['that is inbound does not', { direction: 'inbound', startedAt: noon(1) }, 'unknown'],
    ['of unknown direction does not', { direction: 'unknown', startedAt: noon(1) }, 'unknown'],
  ])('%s: %o → %s', (_, call, kind) => {
    expect(kindOf(settleByCalls(withPlacement(unknown(), [aCall(call)]), noon(90)))).toBe(kind);
  });

  it.each(['in-conversation', 'elsewhere', 'unasked'] as const)('counts for a placer of %s', (shows) => {
    const calls = [aCall({ startedAt: noon(1) })];
    expect(kindOf(settleByCalls(withPlacement(unknown({ shows }), calls), noon(90)))).toBe('placed');
  });

  it('does not count for a repeatable placer, which has no calls made', () => {
    const { shows: _, ...claimed } = aClaim();
    const placement: Placement = { ...claimed, kind: 'unknown', since: noon(10), because: 'time-out' };
    const conversation = withPlacement(placement, [aCall({ startedAt: noon(1) })]);
    expect(settleByCalls(conversation, noon(90))).toBe(conversation);
  });

  it.each<Placement>([
    { ...aClaim(), kind: 'placing', leaseUntil: noon(30) },
    { ...aClaim(), kind: 'retry', at: noon(60), because: 'conflict' },
    { ...aClaim(), kind: 'placed', at: noon(1) },
    { ...aClaim(), kind: 'failed', at: noon(1), because: 'forbidden' },
  ])('changes nothing while it is $kind', (placement) => {
    const conversation = withPlacement(placement, [aCall({ startedAt: noon(1) })]);
    expect(settleByCalls(conversation, noon(90))).toBe(conversation);
  });

  it('settles of several unknown ones that which was claimed last', () => {
    const one = unknown();
    const another = unknown({ token: 'another', claimedAt: noon(100), firedAt: noon(100) });
    const both: Conversation = {
      ...withPlacement(one, [aCall({ startedAt: noon(101) })]),
      callbacks: [
        { key: KEY, triggers: [], placement: one },
        { key: toIso(noon(100)), triggers: [], placement: another },
      ],
    };
    const settled = settleByCalls(both, noon(120));
    expect(settled.callbacks.map(({ placement }) => placement?.kind)).toEqual(['unknown', 'placed']);
  });

  it('settles of two, each shown by a call of its own, that which was claimed last', () => {
    const calls = [aCall({ startedAt: noon(1) }), aCall({ id: 'second', startedAt: noon(101) })];
    const another = unknown({ token: 'another', claimedAt: noon(100), firedAt: noon(100) });
    const callbacks = [
      { key: KEY, triggers: [], placement: unknown() },
      { key: toIso(noon(100)), triggers: [], placement: another },
    ];
    const settled = settleByCalls({ ...withPlacement(unknown(), calls), callbacks }, noon(120));
    expect(settled.callbacks.map(({ placement }) => placement?.kind)).toEqual(['unknown', 'placed']);
  });

  it.each([
    ['before the later claim', 94.999, undefined, 'placed'],
    ['as the later claim was made: clocks differ', 95, undefined, 'unknown'],
    ['after the later claim, of a placer whose calls show elsewhere', 101, 'elsewhere', 'placed'],
  ] as const)('that began %s (%s) is no evidence of an earlier one, or is: %s %s', (_, at, shows, kind) => {
    const later = aClaim({ token: 'another', claimedAt: noon(100), ...(shows && { shows }) });
    const both: Conversation = {
      ...withPlacement(unknown(), [aCall({ startedAt: noon(at) })]),
      callbacks: [
        { key: KEY, triggers: [], placement: unknown() },
        { key: toIso(noon(100)), triggers: [], placement: { ...later, kind: 'placed', at: noon(101) } },
      ],
    };
    expect(kindOf(settleByCalls(both, noon(120)))).toBe(kind);
  });

  it.each([
    ['before the claim, and after an earlier one that was placed', 98, 'unknown'],
    ['with the claim', 100, 'placed'],
  ] as const)('that began %s (%i): it is %s', (_, at, kind) => {
    const earlier = aClaim({ token: 'earlier', claimedAt: noon(97) });
    const both: Conversation = {
      ...withPlacement(unknown(), [aCall({ startedAt: noon(at) })]),
      callbacks: [
        { key: KEY, triggers: [], placement: unknown({ claimedAt: noon(100) }) },
        { key: toIso(noon(97)), triggers: [], placement: { ...earlier, kind: 'placed', at: noon(98) } },
      ],
    };
    expect(kindOf(settleByCalls(both, noon(120)))).toBe(kind);
  });

  it('settles of several unknown ones that whose calls show here, and by that call no other', () => {
    const later = unknown({ token: 'later', claimedAt: noon(50), shows: 'elsewhere' });
    const both: Conversation = {
      ...withPlacement(unknown(), [aCall({ startedAt: noon(60) })]),
      callbacks: [
        { key: toIso(noon(50)), triggers: [], placement: later },
        { key: KEY, triggers: [], placement: unknown() },
      ],
    };
    const settled = settleByCalls(both, noon(120));
    expect(settled.callbacks.map(({ placement }) => placement?.kind)).toEqual(['unknown', 'placed']);
    expect(settleByCalls(settled, noon(180))).toBe(settled);
  });

  it('is announced; nothing is cleaned up, for somebody talks in this very callback', () => {
    const conversation = withPlacement(unknown({ cleansUp: true }), [aCall({ startedAt: noon(1) })]);
    const settled = settleByCalls(conversation, noon(90));
    expect(told(settled)).toEqual(['placed']);
    expect(placementOf(settled)).toMatchObject({ at: noon(90) });
    expect(placementOf(settled)).not.toHaveProperty('cleanUp');
    expect(settled.callbacks[0]?.triggers).toMatchObject([{ fate: { kind: 'placed', at: noon(90) } }]);
  });
});

describe("a placement key in another conversation's data", () => {
  const key = `${CONVERSATION}_${NOON}`;

  it.each<[string, Placement]>([
    ['placing', { ...aClaim(), kind: 'placing', leaseUntil: noon(30) }],
    ['unknown', unknown()],
    ['failed', { ...aClaim(), kind: 'failed', at: noon(1), because: 'operator-gave-up' }],
    ['waiting for its next try', { ...aClaim(), kind: 'retry', at: noon(60), because: 'conflict' }],
  ])('settles what is %s as placed', (_, placement) => {
    const settled = settleByKey(withPlacement(placement), key, noon(5));
    expect(kindOf(settled)).toBe('placed');
    expect(told(settled)).toEqual(['placed']);
  });

  it('changes nothing that is placed', () => {
    const conversation = withPlacement({ ...aClaim(), kind: 'placed', at: noon(1) });
    expect(settleByKey(conversation, key, noon(5))).toBe(conversation);
  });

  it('has what the placer has to clean up due at once', () => {
    const settled = settleByKey(withPlacement(unknown({ cleansUp: true })), key, noon(5));
    expect(placementOf(settled)).toMatchObject({ cleanUp: { at: noon(5), tries: 0 } });
  });

  it('takes back that nobody knows, where that was not announced yet', () => {
    const doubted = withPlacement(unknown());
    const announcement = {
      type: 'CallbackPlacementUnknown',
      conversationId: CONVERSATION,
      callbackKey: KEY,
      placementKey: key,
      due: NOON,
      trigger: 'scheduled',
      firedAt: NOON,
      outcome: 'unknown',
    } as const;
    const outbox = (tries: number) => [{ announcement, tries, nextTryAt: noon(5) }];
    expect(told(settleByKey({ ...doubted, outbox: outbox(0) }, key, noon(5)))).toEqual(['placed']);
    expect(told(settleByKey({ ...doubted, outbox: outbox(1) }, key, noon(5)))).toEqual(['unknown', 'placed']);
  });

  it.each([`${CONVERSATION}_${NOON + 1}`, `${CONVERSATION}_now_`, 'another_1', ''])(
    'of another callback changes nothing: %s',
    (other) => {
      const conversation = withPlacement(unknown());
      expect(settleByKey(conversation, other, noon(5))).toBe(conversation);
    },
  );
});

describe('what Genesys answers when it is asked', () => {
  const terms = { automation: DEFAULT_AUTOMATION };
  const silent = (at: EpochMs) => aSnapshot([aCustomerLeg()], at, []);
  const answered = (conversation: Conversation, at: EpochMs, observation = silent(at), token = 'token') =>
    settleByAnswer(conversation, token, observation, terms, at);

  it('a call that began after the claim: placed', () => {
    const shown = aSnapshot([aCustomerLeg()], noon(60), [aCall({ startedAt: noon(2) })]);
    expect(kindOf(answered(withPlacement(unknown()), noon(60), shown))).toBe('placed');
  });

  it('no call, 1 ms before calls surely show: asked again as planned', () => {
    const next = answered(withPlacement(unknown()), noon(150, -1));
    expect(placementOf(next)).not.toHaveProperty('absentSince');
    expect(settleAtOf(next)).toBe(noon(150));
  });

  it('no call, once calls surely show: asked again 60 s later', () => {
    const next = answered(withPlacement(unknown()), noon(150));
    expect(placementOf(next)).toMatchObject({ kind: 'unknown', absentSince: noon(150) });
    expect(settleAtOf(next)).toBe(noon(210));
  });

  it.each([
    [-1, 'unknown'],
    [0, 'retry'],
    [1, 'retry'],
  ])('no call, %i ms after the first such answer is 60 s old: %s', (ms, kind) => {
    const first = answered(withPlacement(unknown()), noon(150));
    const second = answered(first, noon(210, ms));
    expect(kindOf(second)).toBe(kind);
    // An answer that came too soon does not begin anew.
    if (kind === 'unknown') expect(settleAtOf(second)).toBe(noon(210));
  });

  it('two that agree: it was not placed, and is tried again after the wait of a refusal', () => {
    const second = answered(answered(withPlacement(unknown({ attempt: 2 })), noon(150)), noon(210));
    expect(placementOf(second)).toMatchObject({
      kind: 'retry',
      because: 'no-call-was-made',
      attempt: 2,
      at: plus(noon(210), minutes(1)),
    });
    expect(told(second)).toEqual([]);
  });

  it('two that agree after the last attempt: it failed', () => {
    const second = answered(answered(withPlacement(unknown({ attempt: 5 })), noon(150)), noon(210));
    expect(kindOf(second)).toBe('failed');
    expect(told(second)).toEqual(['failed: no-call-was-made']);
  });

  it.each<[string, ReturnType<typeof silent> | undefined]>([
    ['no answer', undefined],
    ['an answer without calls', aSnapshot([aCustomerLeg()], noon(211))],
    ['a single leg', aLegObservation(aCustomerLeg(), noon(211))],
  ])('%s between two that agree begins anew', (_, observation) => {
    const first = answered(withPlacement(unknown()), noon(150));
    const between = settleByAnswer(first, 'token', observation, terms, noon(210));
    expect(placementOf(between)).not.toHaveProperty('absentSince');
    expect(settleAtOf(between)).toBe(noon(810));
    const second = answered(between, noon(810));
    expect(kindOf(second)).toBe('unknown');
    expect(kindOf(answered(second, noon(870)))).toBe('retry');
  });

  it.each<[string, Partial<Call>, boolean]>([
    ['an inbound one', { direction: 'inbound', startedAt: noon(1) }, true],
    ['one that was over before the claim', { state: 'disconnected', endedAt: noon(-6) }, true],
    ['one of unknown direction', { direction: 'unknown', startedAt: noon(1) }, false],
    ['one in a state that says nothing', { state: 'unknown', startedAt: noon(-60) }, false],
    ['one that is over, without any instant', { state: 'disconnected' }, false],
  ])('no call but %s, %o: absence counts: %s', (_, call, isAbsent) => {
    const shown = aSnapshot([aCustomerLeg()], noon(150), [aCall(call)]);
    const next = answered(withPlacement(unknown()), noon(150), shown);
    expect(placementOf(next)).toMatchObject({ kind: 'unknown' });
    expect('absentSince' in (placementOf(next) ?? {})).toBe(isAbsent);
  });

  it.each(['elsewhere', 'unasked'] as const)('no call is no evidence for a placer of %s', (shows) => {
    let conversation = withPlacement(unknown({ shows }));
    for (const second of [150, 210, 810, 2010, 86_400]) {
      conversation = answered(conversation, noon(second));
      expect(placementOf(conversation)).toMatchObject({ kind: 'unknown' });
      expect(placementOf(conversation)).not.toHaveProperty('absentSince');
    }
  });

  it('of a claim that is no longer open changes nothing', () => {
    const placed = withPlacement({ ...aClaim(), kind: 'placed', at: noon(1) });
    expect(answered(placed, noon(210))).toBe(placed);
    const another = withPlacement(unknown({ token: 'another' }));
    expect(answered(another, noon(210))).toBe(another);
  });

  it('for the last time after 7 days: nobody asks any more', () => {
    const last = nextEvidenceAt(aClaim(), plus(NOON, durationMs(days(7) - hours(6))));
    expect(last && between(NOON, last)).toBeLessThanOrEqual(days(7) + minutes(1));
    const asked = settleByAnswer(withPlacement(unknown()), 'token', undefined, terms, last ?? NOON);
    expect(settleAtOf(asked)).toBeUndefined();
  });
});

describe('the word of an operator', () => {
  const decided = (decision: OperatorDecision, placement: Placement = unknown(), now = noon(7200)) => {
    const conversation = withPlacement(placement);
    const [record] = conversation.callbacks;
    return record ? settleByOperator(conversation, record, decision, now) : conversation;
  };

  it('placed: it is, and announced', () => {
    expect(kindOf(decided('placed'))).toBe('placed');
    expect(told(decided('placed'))).toEqual(['placed']);
  });

  it('give-up: it failed, and announced', () => {
    expect(placementOf(decided('give-up'))).toMatchObject({ kind: 'failed', because: 'operator-gave-up' });
    expect(told(decided('give-up'))).toEqual(['failed: operator-gave-up']);
  });

  it('place-again: a try at once, the first of as many as ever, with nothing held against it', () => {
    const doubted = unknown({ attempt: 5, doubted: true, doubtAnnounced: true });
    const placement = placementOf(decided('place-again', doubted));
    expect(placement).toMatchObject({ kind: 'retry', at: noon(7200), attempt: 0, firedAt: NOON });
    expect(placement).not.toHaveProperty('doubted');
    expect(placement).not.toHaveProperty('doubtAnnounced');
    expect(decided('place-again').callbacks[0]?.triggers).toMatchObject([{ due: NOON, held: hours(2) }]);
  });

  it.each<Placement>([
    { ...aClaim(), kind: 'placing', leaseUntil: noon(30) },
    { ...aClaim(), kind: 'retry', at: noon(60), because: 'conflict' },
    { ...aClaim(), kind: 'placed', at: noon(1) },
    { ...aClaim(), kind: 'failed', at: noon(1), because: 'forbidden' },
  ])('changes nothing that is $kind', (placement) => {
    const conversation = withPlacement(placement);
    const [record] = conversation.callbacks;
    for (const decision of ['placed', 'place-again', 'give-up'] as const) {
      expect(record && settleByOperator(conversation, record, decision, noon(7200))).toBe(conversation);
    }
  });
});

describe('a call that tells no instant at all', () => {
  const settledBy = (call: Partial<Call>) =>
    kindOf(settleByCalls(withPlacement(unknown(), [aCall(call)]), noon(90)));

  it('counts as made after the claim, where it is being made and is ours or an agent’s', () => {
    expect(settledBy({ state: 'dialing' })).toBe('placed');
    expect(settledBy({ state: 'disconnected' })).toBe('unknown');
    expect(settledBy({ state: 'dialing', direction: 'inbound' })).toBe('unknown');
    expect(settledBy({ state: 'dialing', direction: 'unknown' })).toBe('unknown');
  });

  it.each(['startedAt', 'connectedAt', 'endedAt'] as const)(
    'is none with %s long before the claim',
    (name) => {
      expect(settledBy({ state: 'dialing', [name]: noon(-600) })).toBe('unknown');
    },
  );
});

describe('no call of ours is shown by', () => {
  const answer = (...calls: readonly Call[]) => aSnapshot([aCustomerLeg()], noon(200), calls);
  const isAbsent = (call: Partial<Call>) => {
    const settled = settleByAnswer(
      withPlacement(unknown()),
      'token',
      answer(aCall(call)),
      { automation: DEFAULT_AUTOMATION },
      noon(200),
    );
    const placement = placementOf(settled);
    return placement?.kind === 'unknown' && placement.absentSince !== undefined;
  };

  it.each([
    ['a call of the customer’s', true, { direction: 'inbound' }],
    [
      'one that was over 5 s before the claim',
      true,
      { state: 'disconnected', direction: 'unknown', endedAt: noon(-5, -1) },
    ],
    [
      'one that was over by its beginning',
      true,
      { state: 'disconnected', direction: 'unknown', startedAt: noon(-60) },
    ],
    [
      'one that was over by its answer',
      true,
      { state: 'disconnected', direction: 'unknown', connectedAt: noon(-60) },
    ],
  ] as const)('%s: %s', (_, isIt, call) => {
    expect(isAbsent(call)).toBe(isIt);
  });

  it.each([
    [
      'over less than 5 s before the claim',
      { state: 'disconnected', direction: 'unknown', endedAt: noon(-5) },
    ],
    ['over nobody knows when', { state: 'disconnected', direction: 'unknown' }],
    ['still there', { state: 'parked', direction: 'unknown', startedAt: noon(-60) }],
  ] as const)('any other: one that is %s may be ours', (_, call) => {
    expect(isAbsent(call)).toBe(false);
  });
});

describe('what is announced of evidence', () => {
  const late = toIso(noon(45));
  const queueIn = (conversation: Conversation) => conversation.outbox[0]?.announcement.queueId;
  const withQueue = (scheduledFor: EpochMs, key: string): Conversation => ({
    ...recorded([
      aSnapshot([aCustomerLeg({ scheduledFor, queueId: 'queue' })], noon(-600), [
        aCall({ startedAt: noon(1) }),
      ]),
    ]),
    callbacks: [{ key, triggers: [], placement: unknown() }],
  });

  it('names the queue of the callback', () => {
    expect(queueIn(settleByCalls(withQueue(NOON, KEY), noon(90)))).toBe('queue');
  });

  it('names it where the callback was moved a little since, and so is the same', () => {
    expect(late).not.toBe(KEY);
    expect(queueIn(settleByCalls(withQueue(noon(45), KEY), noon(90)))).toBe('queue');
  });

  it('names none where it was moved to another time', () => {
    expect(queueIn(settleByCalls(withQueue(noon(9000), KEY), noon(90)))).toBeUndefined();
  });
});

describe('a callback that nobody claimed', () => {
  const bare: CallbackRecord = { key: toIso(noon(-9000)), triggers: [] };

  it('is not settled by an operator', () => {
    const conversation = { ...withPlacement(unknown()), callbacks: [bare] };
    expect(settleByOperator(conversation, bare, 'placed', noon(60))).toBe(conversation);
  });

  it('or was handed to a repeatable placer, is not settled by its key: that placer is asked again', () => {
    const { shows: _, ...repeatable } = unknown();
    const conversation = withPlacement(repeatable);
    expect(settleByKey(conversation, aClaim().placementKey, noon(60))).toBe(conversation);
  });

  it('does not hide one whose placement key another conversation carries', () => {
    const conversation = withPlacement(unknown());
    const both = { ...conversation, callbacks: [bare, ...conversation.callbacks] };
    const settled = settleByKey(both, aClaim().placementKey, noon(60));
    expect(settled.callbacks.map(({ placement }) => placement?.kind)).toEqual([undefined, 'placed']);
  });
});

describe('what an operator has placed again', () => {
  it('leaves what was decided on other triggers', () => {
    const placement = unknown();
    const trigger = { kind: 'timeout', at: noon(30) } as const;
    const other = {
      trigger,
      due: noon(30),
      held: durationMs(0),
      fate: { kind: 'left', because: 'native', at: noon(30) },
    } as const;
    const record: CallbackRecord = { key: KEY, triggers: [other], placement };
    const after = settleByOperator(
      { ...withPlacement(placement), callbacks: [record] },
      record,
      'place-again',
      noon(60),
    );
    expect(after.callbacks[0]?.triggers).toEqual([
      other,
      expect.objectContaining({ trigger: placement.trigger }),
    ]);
  });
});

describe('a call that began after two claims of a conversation', () => {
  const later = (
    changes: Partial<Claim>,
    kind: 'placing' | 'placed' | 'unknown' | 'retry' | 'failed',
  ): Placement => {
    const claimed = aClaim({
      claimedAt: noon(60),
      firedAt: noon(60),
      placementKey: 'later',
      token: 'later',
      ...changes,
    });
    const states = {
      placing: { kind: 'placing', leaseUntil: noon(90) },
      placed: { kind: 'placed', at: noon(70) },
      unknown: { kind: 'unknown', since: noon(90), because: 'time-out' },
      retry: { kind: 'retry', at: noon(99), because: 'busy' },
      failed: { kind: 'failed', at: noon(99), because: 'busy' },
    } as const;
    return { ...claimed, ...states[kind] };
  };
  const firstAfter = (placement: Placement, call: Partial<Call> = { startedAt: noon(70) }) => {
    const both = withPlacement(unknown(), [aCall(call)]);
    const callbacks = [...both.callbacks, { key: toIso(noon(9000)), triggers: [], placement }];
    return kindOf(settleByCalls({ ...both, callbacks }, noon(200)));
  };

  it.each(['placing', 'placed', 'unknown'] as const)(
    'is the later one’s, which is %s: the first stays unknown',
    (kind) => {
      expect(firstAfter(later({}, kind))).toBe('unknown');
      expect(firstAfter(later({}, kind), { state: 'dialing' })).toBe('unknown');
    },
  );

  it('is no evidence for the first, when that is asked about', () => {
    const both = withPlacement(unknown());
    const callbacks = [
      ...both.callbacks,
      { key: toIso(noon(9000)), triggers: [], placement: later({}, 'unknown') },
    ];
    const answer = aSnapshot([aCustomerLeg()], noon(200), [aCall({ startedAt: noon(70) })]);
    const asked = settleByAnswer(
      { ...both, callbacks },
      'token',
      answer,
      { automation: DEFAULT_AUTOMATION },
      noon(200),
    );
    expect(kindOf(asked)).toBe('unknown');
  });

  it('settles the later one, in whatever order they are kept', () => {
    const both = withPlacement(unknown(), [aCall({ startedAt: noon(70) })]);
    const second: CallbackRecord = { key: toIso(noon(9000)), triggers: [], placement: later({}, 'unknown') };
    for (const callbacks of [
      [...both.callbacks, second],
      [second, ...both.callbacks],
    ]) {
      const settled = settleByCalls({ ...both, callbacks }, noon(200));
      expect(settled.callbacks.find(({ placement }) => placement?.kind === 'placed')?.key).toBe(second.key);
    }
  });

  it('is the first one’s, where it began before the second claim', () => {
    expect(firstAfter(later({}, 'placed'), { startedAt: noon(50) })).toBe('placed');
  });

  it.each([
    ['made none: it is to be tried again', later({}, 'retry')],
    ['made none: it failed', later({}, 'failed')],
    ['has its calls made elsewhere', later({ shows: 'elsewhere' }, 'placed')],
    ['was no later one', later({ claimedAt: NOON }, 'placed')],
    ['was an earlier one', later({ claimedAt: noon(-60) }, 'placed')],
  ])('is the first one’s, where the other %s', (_, placement) => {
    expect(firstAfter(placement)).toBe('placed');
    expect(firstAfter(placement, { state: 'dialing' })).toBe('placed');
  });

  it('is the first one’s, where the other has no calls made', () => {
    const { shows: _, ...repeatable } = later({}, 'placed');
    expect(firstAfter(repeatable)).toBe('placed');
  });
});
