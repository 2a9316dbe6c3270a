import { carryOut } from '#shared/domain/carry-out.ts';
import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import type { Decision } from '#shared/domain/decision.ts';
import { claimOf } from '#shared/domain/lease.ts';
import { subjectOf } from '#shared/domain/ledger.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { recordOfToken } from '#shared/domain/records.ts';
import type { EpochMs } from '#shared/domain/time.ts';

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
  if (record?.placement?.kind !== 'placing') return conversation;
  const { placement, ...rest } = record;
  const claimed = claimOf(placement);
  const attempt = claimed.attempt - 1;
  const before: CallbackRecord =
    attempt > 0
      ? { ...rest, placement: { ...claimed, attempt, kind: 'retry', at: now, because: 'withdrawn' } }
      : rest;
  return carryOut(told, subjectOf(before, placement, queueId), decision, now);
}
