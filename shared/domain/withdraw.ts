import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import { carryOut } from '#shared/domain/carry-out.ts';
import type { CallbackKey, CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import type { Decision } from '#shared/domain/decision.ts';
import { claimOf } from '#shared/domain/lease.ts';
import { leave, subjectOf, withoutDoubt } from '#shared/domain/ledger.ts';
import { hasAgent } from '#shared/domain/legs-of.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { instantOfKey, recordOf, recordOfToken } from '#shared/domain/records.ts';
import { type EpochMs, plus, seconds } from '#shared/domain/time.ts';
import { triggerRecordOf } from '#shared/domain/triggers.ts';

/** Why a claim is given back. */
export interface Reasons {
  readonly decision: Exclude<Decision, { kind: 'place' }>;
  /** What Genesys told; nothing, where it knows no such conversation. */
  readonly observation?: Observation;
}

/**
 * Gives a claim back before anything was placed, because Genesys itself spoke against it. What it told is recorded by
 * the same save, so that a moved time gets its own key and look.
 */
export function withdraw(
  conversation: Conversation,
  token: string,
  { decision, observation }: Reasons,
  queueId: string | undefined,
  now: EpochMs,
): Conversation {
  const told = observation ? recordObservation(conversation, observation, now).conversation : conversation;
  const record = recordOfToken(told, token);
  const { placement, ...rest } = record ?? {};
  // Nothing was asked of the placer, so that a lease that ran out meanwhile leaves nothing in doubt.
  if (!record || (placement?.kind !== 'placing' && placement?.kind !== 'unknown')) return conversation;
  const { doubtAnnounced: _, ...claimed } = claimOf(placement);
  const attempt = claimed.attempt - 1;
  // What an earlier try came to may still be told of under its key.
  const isFirst = attempt === 0 && claimed.firedAt === claimed.claimedAt;
  const before: CallbackRecord = !isFirst
    ? { ...record, placement: { ...claimed, attempt, kind: 'retry', at: now, because: 'withdrawn' } }
    : { ...rest, key: record.key, triggers: record.triggers };
  const subject = subjectOf(before, placement, queueId);
  const after = carryOut(
    withoutDoubt(told, placement),
    subject,
    isHeardOf(told, record, decision) ? decision : askAgain(now),
    now,
  );
  return leaveMoved(after, record.key, queueId, now);
}

/**
 * The time of a callback that was claimed for a time-out may have come, and the callback been moved, meanwhile: no
 * silent end.
 */
function leaveMoved(
  conversation: Conversation,
  key: CallbackKey,
  queueId: string | undefined,
  now: EpochMs,
): Conversation {
  const [current] = callbacksOf(conversation);
  const record = recordOf(conversation, key);
  const due = instantOfKey(key);
  const trigger = { kind: 'scheduled' } as const;
  const isMoved = current !== undefined && current.key !== key;
  const isOpen = record !== undefined && !record.placement && triggerRecordOf(record, trigger) === undefined;
  return isMoved && isOpen && due !== undefined && due <= now
    ? leave(conversation, { record, queueId, trigger, due }, 'rescheduled', now)
    : conversation;
}

/** Whether what Genesys told is what we now know. Where newer news say otherwise, neither is to be believed yet. */
function isHeardOf(told: Conversation, { key }: CallbackRecord, decision: Reasons['decision']): boolean {
  switch (decision.kind === 'left' && decision.because) {
    case 'rescheduled':
      return callbacksOf(told)[0]?.key !== key;
    case 'agent-gone':
      return !hasAgent(told);
    default:
      return true;
  }
}

/** Later than Genesys' answers lag behind its notifications. */
const ASKED_AGAIN_AFTER = seconds(10);

const askAgain = (now: EpochMs): Reasons['decision'] => ({
  kind: 'wait',
  fate: { kind: 'deferred', because: 'told-otherwise', since: now, until: plus(now, ASKED_AGAIN_AFTER) },
});
