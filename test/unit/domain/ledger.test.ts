import { describe, expect, it } from 'vitest';
import { carryOut } from '#shared/domain/carry-out.ts';
import {
  type CallbackRecord,
  type Conversation,
  emptyConversation,
  type Placement,
  type Trigger,
  type TriggerRecord,
} from '#shared/domain/conversation.ts';
import {
  conversationOf,
  expire,
  fail,
  leave,
  placementKeyOf,
  putOff,
  type Subject,
  withoutDoubt,
} from '#shared/domain/ledger.ts';
import { seconds, toIso } from '#shared/domain/time.ts';
import { aClaim } from '#test/builders/decisions.ts';
import { CONVERSATION, QUEUE } from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const KEY = toIso(NOON);
const SCHEDULED: Trigger = { kind: 'scheduled' };
const TIMEOUT: Trigger = { kind: 'timeout', at: noon(30) };
const LATER = noon(60);

const retry = (trigger: Trigger): Placement => ({
  ...aClaim({ trigger }),
  kind: 'retry',
  at: noon(90),
  because: 'busy',
});
const paused = (trigger: Trigger): TriggerRecord => ({
  trigger,
  due: NOON,
  held: seconds(0),
  fate: { kind: 'paused', since: NOON, until: noon(300) },
});
const aRecord = (more: Partial<CallbackRecord> = {}): CallbackRecord => ({ key: KEY, triggers: [], ...more });
const empty = emptyConversation(CONVERSATION, NOON);
const subjectOf = (
  record: CallbackRecord,
  trigger: Trigger = SCHEDULED,
  more: Partial<Subject> = {},
): Subject => ({
  record,
  trigger,
  due: NOON,
  queueId: QUEUE,
  ...more,
});
const recordIn = ({ callbacks }: Conversation) => callbacks[0];
const fatesIn = (conversation: Conversation) => recordIn(conversation)?.triggers.map(({ fate }) => fate.kind);

describe('a trigger that is left', () => {
  it('ends its own retry: nothing of it is to come', () => {
    const left = leave(empty, subjectOf(aRecord({ placement: retry(SCHEDULED) })), 'ended', LATER);
    expect(recordIn(left)).not.toHaveProperty('placement');
    expect(fatesIn(left)).toEqual(['left']);
  });

  it('leaves the retry of another trigger to come', () => {
    const left = leave(empty, subjectOf(aRecord({ placement: retry(TIMEOUT) })), 'ended', LATER);
    expect(recordIn(left)?.placement).toEqual(retry(TIMEOUT));
  });

  it('leaves what was placed, and what other triggers wait for', () => {
    const placed: Placement = { ...aClaim(), kind: 'placed', at: NOON };
    const left = leave(
      empty,
      subjectOf(aRecord({ placement: placed, triggers: [paused(TIMEOUT)] })),
      'ours',
      LATER,
    );
    expect(recordIn(left)?.placement).toEqual(placed);
    expect(fatesIn(left)).toEqual(['paused', 'left']);
  });
});

describe('a trigger that came too late', () => {
  const expired = (trigger: Trigger, record: Partial<CallbackRecord>) =>
    expire(empty, subjectOf(aRecord(record), trigger), LATER);

  it('scheduled, settles the callback: what else was put off goes, and its retry failed', () => {
    const after = expired(SCHEDULED, { placement: retry(TIMEOUT), triggers: [paused(TIMEOUT)] });
    expect(recordIn(after)?.triggers).toMatchObject([
      { trigger: SCHEDULED, fate: { kind: 'expired', at: LATER } },
    ]);
    expect(recordIn(after)?.placement).toMatchObject({ kind: 'failed', at: LATER, because: 'busy' });
  });

  it('of a time-out, deals with that one alone', () => {
    const after = expired(TIMEOUT, { placement: retry(SCHEDULED), triggers: [paused(SCHEDULED)] });
    expect(fatesIn(after)).toEqual(['paused', 'expired']);
    expect(recordIn(after)?.placement).toEqual(retry(SCHEDULED));
  });
});

describe('a callback that cannot be placed', () => {
  it('failed for good: nothing waits any more, its retry failed too', () => {
    const record = aRecord({ placement: retry(TIMEOUT), triggers: [paused(TIMEOUT)] });
    const after = fail(empty, subjectOf(record), 'no-dialable-number', LATER);
    expect(recordIn(after)?.triggers).toMatchObject([
      { fate: { kind: 'failed', because: 'no-dialable-number', at: LATER } },
    ]);
    expect(recordIn(after)?.placement).toMatchObject({ kind: 'failed' });
    expect(after.outbox[0]?.announcement).toMatchObject({
      outcome: 'failed',
      reason: 'no-dialable-number',
      firedAt: LATER,
    });
  });
});

describe('a trigger that is put off', () => {
  const fate = { kind: 'paused', since: LATER, until: noon(120) } as const;
  const putOffAt = (placement: Placement | undefined, trigger: Trigger) =>
    recordIn(putOff(empty, subjectOf(aRecord(placement && { placement }), trigger), fate, LATER));

  it('moves its own retry with it', () => {
    expect(putOffAt(retry(SCHEDULED), SCHEDULED)?.placement).toMatchObject({ kind: 'retry', at: fate.until });
  });

  it('leaves the retry of another, and whatever is no retry', () => {
    expect(putOffAt(retry(TIMEOUT), SCHEDULED)?.placement).toEqual(retry(TIMEOUT));
    const placed: Placement = { ...aClaim(), kind: 'placed', at: NOON };
    expect(putOffAt(placed, SCHEDULED)?.placement).toEqual(placed);
    expect(putOffAt(undefined, SCHEDULED)).not.toHaveProperty('placement');
  });

  it('counts from what it was held back before', () => {
    const record = aRecord({ triggers: [paused(SCHEDULED), paused(TIMEOUT)] });
    const after = recordIn(putOff(empty, subjectOf(record), fate, LATER));
    expect(after?.triggers.map(({ held }) => held)).toEqual([seconds(0), seconds(60)]);
  });
});

describe('what is carried out of a decision', () => {
  const carriedOut = (decision: Parameters<typeof carryOut>[2]) =>
    fatesIn(carryOut(empty, subjectOf(aRecord()), decision, LATER));

  it.each([
    ['left', { kind: 'left', because: 'ended' }],
    ['expired', { kind: 'expired' }],
    ['failed', { kind: 'failed', because: 'no-dialable-number' }],
    ['paused', { kind: 'wait', fate: { kind: 'paused', since: NOON, until: LATER } }],
  ] as const)('%s: is written down', (fate, decision) => {
    expect(carriedOut(decision)).toEqual([fate]);
  });
});

describe('an announcement', () => {
  const told = (subject: Subject) => leave(empty, subject, 'ended', LATER).outbox;

  it('holds what its receivers need, and is made 5 s later by others, should whoever decided die', () => {
    expect(told(subjectOf(aRecord(), TIMEOUT, { automation: 'sales' }))).toStrictEqual([
      {
        announcement: {
          type: 'CallbackLeft',
          conversationId: CONVERSATION,
          callbackKey: KEY,
          placementKey: placementKeyOf(CONVERSATION, KEY),
          due: NOON,
          trigger: 'timeout',
          outcome: 'left',
          reason: 'ended',
          firedAt: LATER,
          automation: 'sales',
          queueId: QUEUE,
        },
        tries: 0,
        nextTryAt: noon(65),
      },
    ]);
  });

  it('names neither automation nor queue where they are not known', () => {
    const [entry] = told(subjectOf(aRecord(), SCHEDULED, { queueId: undefined }));
    expect(
      Object.keys(entry?.announcement ?? {}).filter((name) => name === 'automation' || name === 'queueId'),
    ).toEqual([]);
  });

  it('names the placement that there was, by its key', () => {
    const [entry] = told(subjectOf(aRecord({ placement: retry(TIMEOUT) })));
    expect(entry?.announcement.placementKey).toBe('key');
  });

  it('is made after those that are to be made already', () => {
    const before = leave(empty, subjectOf(aRecord()), 'ended', NOON);
    const { outbox } = leave(before, subjectOf(aRecord({ key: 'now@p' })), 'ours', NOON);
    expect(outbox.map(({ announcement }) => announcement.reason)).toEqual(['ended', 'ours']);
  });
});

describe('that an outcome is unknown, is not told any more', () => {
  const announcement = { ...leave(empty, subjectOf(aRecord()), 'ended', NOON).outbox[0]?.announcement };
  const entry = (changes: object, tries = 0) =>
    ({
      announcement: { ...announcement, outcome: 'unknown', placementKey: 'key', ...changes },
      tries,
      nextTryAt: NOON,
    }) as Conversation['outbox'][number];
  const kept = (one: Conversation['outbox'][number]) =>
    withoutDoubt({ ...empty, outbox: [one] }, aClaim()).outbox.length === 1;

  it.each([
    ['once it is known', false, entry({})],
    ['though its telling began', true, entry({}, 1)],
    ['but another outcome is', true, entry({ outcome: 'left' })],
    ['but that of another placement is', true, entry({ placementKey: 'other' })],
  ] as const)('%s: told is %s', (_, isKept, one) => {
    expect(kept(one)).toBe(isKept);
  });
});

describe('the conversation that a placement key names', () => {
  it.each([
    [toIso(NOON), CONVERSATION],
    [toIso(noon(-60 * 60 * 24 * 365 * 100)), CONVERSATION],
    ['now@p', CONVERSATION],
    ['now@', CONVERSATION],
  ])('is that of the callback %s', (key, id) => {
    expect(conversationOf(placementKeyOf(id, key))).toBe(id);
  });

  it.each(['', 'c', 'c_', '_1', 'c_soon', 'c_1x', 'c_1_', 'a_b_1'])(
    'is none of %j, which is no such key',
    (key) => {
      expect(conversationOf(key)).toBeUndefined();
    },
  );
});
