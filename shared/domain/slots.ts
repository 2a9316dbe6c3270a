import type { CallbackRecord, Trigger } from '#shared/domain/conversation.ts';
import { between, type EpochMs, seconds } from '#shared/domain/time.ts';
import { triggerRecordOf } from '#shared/domain/triggers.ts';

/** A slot that was not used for this long may lie behind many others: together they would be over the rate. */
const VALID_FOR = seconds(15);

/** Whether a trigger was paced and its time has come: a slot serves one try. */
export function holdsSlot(record: CallbackRecord, trigger: Trigger, now: EpochMs): boolean {
  const fate = triggerRecordOf(record, trigger)?.fate;
  if (fate?.kind !== 'paced' || fate.until > now) return false;
  const isUsed = record.placement !== undefined && record.placement.claimedAt >= fate.until;
  return !isUsed && between(fate.until, now) <= VALID_FOR;
}
