/**
 * The ledger: exactly one placement per callback. Genesys takes no idempotency key, so the guarantee is made here.
 *
 *     (none) ──claim──► placing ──► placed | failed
 *        ▲                │  └────► retry ──claim──► placing
 *        └─── leave ──────┘  └ ambiguous, or lease over ─► unknown
 *
 * Every function is a transition of the whole conversation. Whatever ends, for a reason, is announced: the same save
 * puts the announcement in the outbox.
 */
import type { Announcement } from '#shared/domain/announcement.ts';
import {
  type CallbackRecord,
  type Claim,
  type Conversation,
  isImmediate,
  type LeftReason,
  type Placement,
  type TriggerFate,
} from '#shared/domain/conversation.ts';
import { isWaiting, type Waiting } from '#shared/domain/fate.ts';
import { claimOf } from '#shared/domain/lease.ts';
import { withRecord } from '#shared/domain/records.ts';
import { type EpochMs, plus, seconds } from '#shared/domain/time.ts';
import {
  type DueTrigger,
  heldUntil,
  isRetried,
  isSameTrigger,
  triggerRecordOf,
} from '#shared/domain/triggers.ts';

/** What a transition is about: a trigger, and the ledger entry where it is written. */
export interface Subject extends DueTrigger {
  readonly record: CallbackRecord;
  readonly queueId: string | undefined;
  readonly automation?: string;
}

/** Deals with a trigger by leaving the callback alone. */
export function leave(
  conversation: Conversation,
  subject: Subject,
  because: LeftReason,
  now: EpochMs,
): Conversation {
  const left = withFate(withoutRetry(subject, false, now), { kind: 'left', because, at: now }, now);
  return announced(
    withRecord(conversation, left),
    subject,
    { outcome: 'left', reason: because, firedAt: now },
    now,
  );
}

/** Deals with a trigger that came too late; for the scheduled one that settles the callback. */
export function expire(conversation: Conversation, subject: Subject, now: EpochMs): Conversation {
  const isSettled = subject.trigger.kind === 'scheduled';
  const end = isSettled ? withEnd : withFate;
  const expired = end(withoutRetry(subject, isSettled, now), { kind: 'expired', at: now }, now);
  return announced(
    withRecord(conversation, expired),
    subject,
    { outcome: 'expired', reason: 'too-late', firedAt: now },
    now,
  );
}

/** Puts a trigger off until an instant that we know. */
export function putOff(
  conversation: Conversation,
  subject: Subject,
  fate: Waiting,
  now: EpochMs,
): Conversation {
  const { record, trigger } = subject;
  const { placement } = record;
  const waiting = withFate(subject, fate, now);
  const isOwnRetry = placement?.kind === 'retry' && isRetried(record, trigger);
  return withRecord(
    conversation,
    isOwnRetry ? { ...waiting, placement: { ...placement, at: fate.until } } : waiting,
  );
}

/** Ends a callback that cannot be placed, for a reason that no repetition mends. */
export function fail(
  conversation: Conversation,
  subject: Subject,
  because: string,
  now: EpochMs,
): Conversation {
  const failed = withEnd(withoutRetry(subject, true, now), { kind: 'failed', because, at: now }, now);
  return announced(
    withRecord(conversation, failed),
    subject,
    { outcome: 'failed', reason: because, firedAt: now },
    now,
  );
}

/** The key under which a placement is known outside: it begins with the conversation id. */
export const placementKeyOf = (conversationId: string, callbackKey: string): string =>
  `${conversationId}_${isImmediate(callbackKey) ? callbackKey.replace('@', '_') : Date.parse(callbackKey)}`;

/** The id of the conversation whose callback a placement key names. */
export const conversationOf = (placementKey: string): string | undefined =>
  /^([^_]+)_(?:now_.*|-?\d+)$/.exec(placementKey)?.[1];

/** Records how a trigger was dealt with, or what it waits for, and how long we held it back until now. */
export function withFate(
  { record, trigger, due }: Omit<Subject, 'queueId'>,
  fate: TriggerFate,
  now: EpochMs,
): CallbackRecord {
  const held = heldUntil(triggerRecordOf(record, trigger), now);
  const others = record.triggers.filter((one) => !isSameTrigger(one.trigger, trigger));
  return { ...record, triggers: [...others, { trigger, due, held, fate }] };
}

/** Records what settles a callback: whatever else of it was put off will never be decided. */
export function withEnd(subject: Omit<Subject, 'queueId'>, fate: TriggerFate, now: EpochMs): CallbackRecord {
  const ended = withFate(subject, fate, now);
  return { ...ended, triggers: ended.triggers.filter((one) => !isWaiting(one.fate)) };
}

/** A retry that is decided otherwise is over, and so is every retry of a callback that is settled. */
function withoutRetry(subject: Subject, isSettled: boolean, now: EpochMs): Subject {
  const { placement, ...record } = subject.record;
  const isOver = placement?.kind === 'retry' && (isSettled || isRetried(subject.record, subject.trigger));
  if (!isOver) return subject;
  // What was moved a little after the claim belongs to it, and so ends with it.
  const failed = { ...claimOf(placement), kind: 'failed', at: now, because: placement.because } as const;
  return { ...subject, record: isSettled ? { ...record, placement: failed } : record };
}

const TYPES = {
  placed: 'CallbackPlaced',
  left: 'CallbackLeft',
  failed: 'CallbackPlacementFailed',
  expired: 'CallbackPlacementFailed',
  unknown: 'CallbackPlacementUnknown',
} as const satisfies Record<Announcement['outcome'], Announcement['type']>;

type Ending = Pick<Announcement, 'outcome' | 'firedAt' | 'reason'>;

/** How long whoever decided has for announcing it, before others do: two timers of one look are ordinary. */
const HEAD_START = seconds(5);

/** Puts an announcement in the outbox. */
export function announced(
  conversation: Conversation,
  { record, trigger, due, queueId, automation }: Subject,
  ending: Ending,
  now: EpochMs,
): Conversation {
  const { conversationId, outbox } = conversation;
  const announcement: Announcement = {
    type: TYPES[ending.outcome],
    conversationId,
    callbackKey: record.key,
    placementKey: record.placement?.placementKey ?? placementKeyOf(conversationId, record.key),
    due,
    trigger: trigger.kind,
    ...ending,
    ...(automation !== undefined && { automation }),
    ...(queueId !== undefined && { queueId }),
  };
  return {
    ...conversation,
    outbox: [...outbox, { announcement, tries: 0, nextTryAt: plus(now, HEAD_START) }],
  };
}

/** Nobody needs to hear any more that an outcome is unknown. */
export const withoutDoubt = (conversation: Conversation, { placementKey }: Claim): Conversation => ({
  ...conversation,
  outbox: conversation.outbox.filter(
    ({ announcement, tries }) =>
      tries > 0 || announcement.outcome !== 'unknown' || announcement.placementKey !== placementKey,
  ),
});

/** The subject of a placement that is under way or over. */
export const subjectOf = (
  record: CallbackRecord,
  placement: Placement,
  queueId: string | undefined,
): Subject => ({
  record,
  trigger: placement.trigger,
  due: placement.due,
  automation: placement.automation,
  queueId,
});
