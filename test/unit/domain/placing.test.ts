import { describe, expect, it } from 'vitest';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import {
  type Claim,
  type Conversation,
  emptyConversation,
  type Placement,
} from '#shared/domain/conversation.ts';
import { announceDoubt, doubt, doubtIsToldAt, putOffSettling } from '#shared/domain/doubt.ts';
import { type PlacementOutcome, settle } from '#shared/domain/placing.ts';
import { minutes, seconds, toIso } from '#shared/domain/time.ts';
import { aClaim } from '#test/builders/decisions.ts';
import { CONVERSATION, QUEUE } from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const KEY = toIso(NOON);
const TERMS = {
  automation: { ...DEFAULT_AUTOMATION, maxAttempts: 3, retry: { after: seconds(30), atMost: minutes(15) } },
  isAnnounced: true,
  queueId: QUEUE,
};
const holding = (placement: Placement): Conversation => ({
  ...emptyConversation(CONVERSATION, NOON),
  callbacks: [
    {
      key: toIso(noon(-9000)),
      triggers: [],
      placement: { ...aClaim({ token: 'other' }), kind: 'placed', at: noon(-9000) },
    },
    { key: KEY, triggers: [], placement },
  ],
});
const placing = (changes: Partial<Claim> = {}): Placement => ({
  ...aClaim(changes),
  kind: 'placing',
  leaseUntil: noon(30),
});
const unknown = (changes: Partial<Extract<Placement, { kind: 'unknown' }>> = {}): Placement => ({
  ...aClaim({ shows: 'in-conversation' }),
  kind: 'unknown',
  since: noon(30),
  because: 'time-out',
  settleAt: noon(60),
  ...changes,
});
const retry = (changes: Partial<Claim> = {}): Placement => ({
  ...aClaim(changes),
  kind: 'retry',
  at: noon(90),
  because: 'busy',
});
const recordIn = ({ callbacks }: Conversation) => callbacks.find(({ key }) => key === KEY);
const placementIn = (conversation: Conversation) => recordIn(conversation)?.placement;
const toldIn = ({ outbox }: Conversation) => outbox.map(({ announcement }) => announcement.outcome);
const PLACED: PlacementOutcome = { kind: 'placed' };
const REFUSED: PlacementOutcome = { kind: 'refused', because: 'busy', final: false };

describe('what the holder of a token says of its claim', () => {
  const settled = (placement: Placement, outcome: PlacementOutcome, now = noon(10)) =>
    settle(holding(placement), 'token', outcome, TERMS, now);

  it('placed: it is, and what has to be cleaned up is due when the holder may have died', () => {
    expect(placementIn(settled(placing({ cleansUp: true }), PLACED))).toMatchObject({
      kind: 'placed',
      at: noon(10),
      cleanUp: { at: noon(40), tries: 0 },
    });
    expect(placementIn(settled(placing(), PLACED))).not.toHaveProperty('cleanUp');
  });

  it('placed counts although somebody had it tried again meanwhile', () => {
    const after = settled(retry({ cleansUp: true }), PLACED);
    expect(placementIn(after)).toMatchObject({ kind: 'placed', cleanUp: { at: noon(40), tries: 0 } });
    expect(recordIn(after)?.triggers).toMatchObject([{ fate: { kind: 'placed', at: noon(10) } }]);
    expect(toldIn(after)).toEqual(['placed']);
  });

  it.each([
    ['anything else does not', retry(), REFUSED],
    ['nothing does, of what is placed', { ...aClaim(), kind: 'placed', at: NOON }, REFUSED],
    ['nothing does, of what failed', { ...aClaim(), kind: 'failed', at: NOON, because: 'x' }, PLACED],
  ] as const)('%s, once it is no longer open', (_, placement, outcome) => {
    const conversation = holding(placement);
    expect(settle(conversation, 'token', outcome, TERMS, noon(10))).toBe(conversation);
  });

  it('counts for nobody else', () => {
    const conversation = holding(placing());
    expect(settle(conversation, 'nobody’s', PLACED, TERMS, noon(10))).toBe(conversation);
  });

  it.each([
    ['tried again while attempts are left', 'retry', 2],
    ['failed after the last attempt', 'failed', 3],
  ] as const)('refused: %s', (_, kind, attempt) => {
    const after = settled(placing({ attempt }), REFUSED);
    expect(placementIn(after)?.kind).toBe(kind);
    expect(recordIn(after)?.triggers.map(({ fate }) => fate)).toEqual(
      kind === 'failed' ? [{ kind: 'failed', because: 'busy', at: noon(10) }] : [],
    );
  });

  it('refused after an earlier try ended in the dark: that stays unknown, and is asked again while attempts are left', () => {
    const refusedAt = (attempt: number) => settled(placing({ doubted: true, attempt }), REFUSED);
    expect(placementIn(refusedAt(2))).toMatchObject({ kind: 'unknown', because: 'busy', settleAt: noon(70) });
    expect(placementIn(refusedAt(3))).toMatchObject({ kind: 'unknown', because: 'busy' });
    expect(placementIn(refusedAt(3))).not.toHaveProperty('settleAt');
    expect([toldIn(refusedAt(2)), toldIn(refusedAt(3))]).toEqual([[], ['unknown']]);
    expect(refusedAt(3).outbox[0]?.announcement.queueId).toBe(QUEUE);
  });

  it('postponed: tried again without counting, later the longer it takes', () => {
    const postponed = (now: number, more: object = {}) =>
      placementIn(
        settled(placing({ attempt: 2 }), { kind: 'postponed', because: 'later', ...more }, noon(now)),
      );
    expect(postponed(10)).toMatchObject({ kind: 'retry', attempt: 1, at: noon(40), because: 'later' });
    expect(postponed(100)).toMatchObject({ at: noon(200) });
    expect(postponed(9000)).toMatchObject({ at: noon(9900) });
    expect(postponed(10, { retryAfter: seconds(77) })).toMatchObject({ at: noon(87) });
  });

  it('postponed after an earlier try ended in the dark: that stays unknown, and is asked again', () => {
    const after = settled(placing({ doubted: true }), { kind: 'postponed', because: 'later' }, noon(10));
    expect(placementIn(after)).toMatchObject({ kind: 'unknown', because: 'later', settleAt: noon(40) });
  });
});

describe('an unknown outcome', () => {
  it.each([
    ['is not told before 5 min', 299, 999, []],
    ['is told at 5 min', 300, 0, ['unknown']],
    ['is told after 5 min', 300, 1, ['unknown']],
  ] as const)('%s', (_, after, ms, told) => {
    const [, record] = holding(placing()).callbacks;
    const claimed = placing();
    if (record === undefined || claimed.kind !== 'placing') throw new Error('nothing is held');
    const terms = { settleAt: noon(900), queueId: QUEUE };
    expect(toldIn(doubt(holding(claimed), record, claimed, 'time-out', terms, noon(after, ms)))).toEqual(
      told,
    );
    expect(doubtIsToldAt(claimed)).toBe(noon(300));
  });

  it('is told at once where nothing can find out more', () => {
    const [, record] = holding(placing()).callbacks;
    const claimed = placing();
    if (record === undefined || claimed.kind !== 'placing') throw new Error('nothing is held');
    const after = doubt(
      holding(claimed),
      record,
      claimed,
      'time-out',
      { settleAt: undefined, queueId: QUEUE },
      noon(1),
    );
    expect(toldIn(after)).toEqual(['unknown']);
    expect(placementIn(after)).not.toHaveProperty('settleAt');
  });

  it('is told once, of the callback that it is of', () => {
    const once = announceDoubt(holding(unknown()), KEY, QUEUE, noon(400));
    expect(once.outbox).toMatchObject([
      { announcement: { callbackKey: KEY, outcome: 'unknown', reason: 'time-out', firedAt: NOON } },
    ]);
    expect(placementIn(once)).toMatchObject({ kind: 'unknown', doubtAnnounced: true });
    expect(announceDoubt(once, KEY, QUEUE, noon(500))).toBe(once);
  });

  it.each([
    ['that is known', holding({ ...aClaim(), kind: 'placed', at: NOON })],
    ['of which nothing is recorded', emptyConversation(CONVERSATION, NOON)],
    [
      'of which nothing was claimed',
      { ...emptyConversation(CONVERSATION, NOON), callbacks: [{ key: KEY, triggers: [] }] },
    ],
  ] as const)('%s, is not told', (_, conversation) => {
    expect(announceDoubt(conversation, KEY, QUEUE, noon(400))).toBe(conversation);
  });
});

describe('handing an unknown placement over again', () => {
  const fate = { kind: 'paused', since: noon(60), until: noon(120) } as const;
  const putOff = (placement: Placement, wait: typeof fate | undefined) => {
    const conversation = holding(placement);
    const record = recordIn(conversation) ?? { key: KEY, triggers: [] };
    return [
      putOffSettling(
        conversation,
        { record, trigger: { kind: 'scheduled' }, due: NOON, queueId: QUEUE },
        wait,
        noon(60),
      ),
      conversation,
    ] as const;
  };

  it('is put off with its trigger, and stays what it was', () => {
    const [after] = putOff(unknown(), fate);
    expect(placementIn(after)).toEqual(unknown({ settleAt: fate.until }));
    expect(recordIn(after)?.triggers).toMatchObject([{ fate }]);
    expect(toldIn(after)).toEqual([]);
  });

  it('is given up where it is put off for ever: that is told', () => {
    const [after] = putOff(unknown(), undefined);
    expect(placementIn(after)).not.toHaveProperty('settleAt');
    expect(toldIn(after)).toEqual(['unknown']);
  });

  it('changes nothing that is not unknown, nor claimed at all', () => {
    const [after, before] = putOff(retry(), fate);
    expect(after).toBe(before);
    const subject = {
      record: { key: KEY, triggers: [] },
      trigger: { kind: 'scheduled' },
      due: NOON,
      queueId: QUEUE,
    } as const;
    expect(putOffSettling(before, subject, fate, noon(60))).toBe(before);
  });
});
