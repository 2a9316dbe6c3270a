/** Placements of which nobody knows whether a call was made: unknown is a state, and never a reason to dial again. */
import type { CallbackRecord, Claim, Conversation, Placement } from '#shared/domain/conversation.ts';
import type { Waiting } from '#shared/domain/fate.ts';
import { claimOf, type Open } from '#shared/domain/lease.ts';
import { announced, type Subject, subjectOf, withFate } from '#shared/domain/ledger.ts';
import { withRecord } from '#shared/domain/records.ts';
import { type EpochMs, minutes, plus } from '#shared/domain/time.ts';

/** An unknown outcome that is still open after this long is announced. */
const TOLD_AFTER = minutes(5);

/** When an outcome that is still unknown is announced as such. */
export const doubtIsToldAt = ({ firedAt }: Claim): EpochMs => plus(firedAt, TOLD_AFTER);

export interface DoubtTerms {
  /** When evidence is looked for, or a repeatable placer is handed the same placement key again; never, if absent. */
  readonly settleAt: EpochMs | undefined;
  readonly queueId: string | undefined;
}

/** The lease of a claim ran out, or its request ended in the dark. Told at once where nothing can find out more. */
export function doubt(
  conversation: Conversation,
  record: CallbackRecord,
  open: Open,
  because: string,
  { settleAt, queueId }: DoubtTerms,
  now: EpochMs,
): Conversation {
  const unknown: Placement = { ...claimOf(open), kind: 'unknown', since: now, because };
  const next = withRecord(conversation, {
    ...record,
    placement: { ...unknown, ...(settleAt !== undefined && { settleAt }) },
  });
  const isTold = settleAt === undefined || now >= doubtIsToldAt(open);
  return isTold ? announceDoubt(next, record.key, queueId, now) : next;
}

/** Puts off handing an unknown placement over again, with the fate of its trigger; or gives that up, without one. */
export function putOffSettling(
  conversation: Conversation,
  { record, trigger, due, queueId }: Subject,
  fate: Waiting | undefined,
  now: EpochMs,
): Conversation {
  const { placement } = record;
  if (placement?.kind !== 'unknown') return conversation;
  const { settleAt: _, ...rest } = placement;
  const put = fate
    ? { ...withFate({ record, trigger, due }, fate, now), placement: { ...rest, settleAt: fate.until } }
    : { ...record, placement: rest };
  const next = withRecord(conversation, put);
  return fate === undefined ? announceDoubt(next, record.key, queueId, now) : next;
}

/** Tells the world, once, that nobody knows whether the callback was placed. */
export function announceDoubt(
  conversation: Conversation,
  key: string,
  queueId: string | undefined,
  now: EpochMs,
): Conversation {
  const record = conversation.callbacks.find((one) => one.key === key);
  const placement = record?.placement;
  if (!record || placement?.kind !== 'unknown' || placement.doubtAnnounced) return conversation;
  const subject = subjectOf(record, placement, queueId);
  const ending = { outcome: 'unknown', reason: placement.because, firedAt: placement.firedAt } as const;
  const told = withRecord(conversation, { ...record, placement: { ...placement, doubtAnnounced: true } });
  return announced(told, subject, ending, now);
}
