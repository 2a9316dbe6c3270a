/** Turns at the rate: one of all who look at a callback at the same time gets a slot for it. */
import type { CallbackKey, CallbackRecord, Conversation, Trigger } from '#shared/domain/conversation.ts';
import { putOff, type Subject } from '#shared/domain/ledger.ts';
import { recordOf } from '#shared/domain/records.ts';
import { between, type EpochMs, plus, seconds } from '#shared/domain/time.ts';
import { triggerRecordOf } from '#shared/domain/triggers.ts';

/** Slots that were not used for this long may lie behind many others: together they would be over the rate. */
const VALID_FOR = seconds(15);

/** Whoever asks for a slot has one by then, or has died. */
export const ASKING_FOR = seconds(10);

/** Whether a trigger was paced and its time has come: a slot serves one try. */
export function holdsSlot(record: CallbackRecord, trigger: Trigger, now: EpochMs): boolean {
  const fate = triggerRecordOf(record, trigger)?.fate;
  if (fate?.kind !== 'paced' || fate.until > now) return false;
  const isUsed = record.placement !== undefined && record.placement.claimedAt >= fate.until;
  return !isUsed && between(fate.until, now) <= VALID_FOR;
}

/** Keeps others from asking for a slot too, which would be lost. */
export const asking = (conversation: Conversation, subject: Subject, now: EpochMs): Conversation =>
  putOff(conversation, subject, { kind: 'asking', since: now, until: plus(now, ASKING_FOR) }, now);

/** Writes down the slot that was got. Answers the same conversation where nobody waits for it any more. */
export function withSlot(
  conversation: Conversation,
  key: CallbackKey,
  subject: Omit<Subject, 'record'>,
  slotAt: EpochMs,
  now: EpochMs,
): Conversation {
  const record = recordOf(conversation, key);
  const fate = record && triggerRecordOf(record, subject.trigger)?.fate;
  if (record === undefined || fate?.kind !== 'asking') return conversation;
  return putOff(
    conversation,
    { ...subject, record },
    { kind: 'paced', since: fate.since, until: slotAt },
    now,
  );
}
