/** The ledger's transitions from a claim to its end. */
import type { Automation } from '#shared/domain/automation.ts';
import type { CallbackRecord, Claim, Conversation, Placement } from '#shared/domain/conversation.ts';
import { type DoubtTerms, doubt } from '#shared/domain/doubt.ts';
import { nextEvidenceAt } from '#shared/domain/evidence-schedule.ts';
import { claimOf, LEASE, type Open } from '#shared/domain/lease.ts';
import {
  announced,
  placementKeyOf,
  type Subject,
  subjectOf,
  withEnd,
  withoutDoubt,
} from '#shared/domain/ledger.ts';
import { recordOfToken, withRecord } from '#shared/domain/records.ts';
import { between, type DurationMs, durationMs, type EpochMs, plus } from '#shared/domain/time.ts';

/** How a request to a placer ended. */
export type PlacementOutcome =
  | { readonly kind: 'placed' }
  /** Known not to have been placed. `final`: no repetition helps; somebody has to mend the configuration. */
  | {
      readonly kind: 'refused';
      readonly because: string;
      readonly final: boolean;
      readonly retryAfter?: DurationMs;
    }
  /** Not even tried: the target could not be asked now. Tried again until the callback is too late. */
  | { readonly kind: 'postponed'; readonly because: string; readonly retryAfter?: DurationMs }
  /** May or may not have been placed. */
  | { readonly kind: 'unknown'; readonly because: string };

/** What a transition needs to know of the rule and the placer that a claim was made with. */
export interface Terms {
  readonly automation: Pick<Automation, 'maxAttempts' | 'retry'>;
  /** Whether a placed one is to be announced: `announce` hands over by its own event, which a second would repeat. */
  readonly isAnnounced: boolean;
  readonly queueId: string | undefined;
}

/** Who claims, and what becomes of the claim's outcome. */
export type Claimer = Pick<Claim, 'token' | 'shows' | 'cleansUp'>;

/** Takes the callback for the holder of the token; nothing is ever placed without. */
export function claim(
  conversation: Conversation,
  { record, trigger, due }: Subject,
  { id: automation, placer }: Pick<Automation, 'id' | 'placer'>,
  claimer: Claimer,
  now: EpochMs,
): Conversation {
  const before = record.placement;
  const placing: Placement = {
    kind: 'placing',
    ...claimer,
    placementKey: before?.placementKey ?? placementKeyOf(conversation.conversationId, record.key),
    trigger,
    due,
    claimedAt: now,
    firedAt: before?.firedAt ?? now,
    attempt: (before?.attempt ?? 0) + 1,
    automation,
    placer,
    ...((before?.doubted || before?.kind === 'unknown') && { doubted: true }),
    ...(before?.doubtAnnounced && { doubtAnnounced: true }),
    leaseUntil: plus(now, LEASE),
  };
  return withRecord(conversation, { ...record, placement: placing });
}

/**
 * Records how a claim ended. Answers the same conversation when `token` no longer holds it: then somebody else has
 * settled it, and their word stands.
 */
export function settle(
  conversation: Conversation,
  token: string,
  outcome: PlacementOutcome,
  terms: Terms,
  now: EpochMs,
): Conversation {
  const record = recordOfToken(conversation, token);
  const placement = record?.placement;
  // Whoever holds the token knows best that it was placed, even if evidence or an operator said otherwise meanwhile.
  if (record && placement?.kind === 'retry' && outcome.kind === 'placed') {
    return settlePlaced(conversation, record, placement, { ...terms, cleanUpAt: plus(now, LEASE) }, now);
  }
  if (!record || (placement?.kind !== 'placing' && placement?.kind !== 'unknown')) return conversation;
  switch (outcome.kind) {
    case 'placed':
      // Whoever placed it cleans up at once; others do, should they have died.
      return settlePlaced(conversation, record, placement, { ...terms, cleanUpAt: plus(now, LEASE) }, now);
    case 'refused':
      return settleRefused(conversation, record, placement, outcome, terms, now);
    case 'postponed':
      return settlePostponed(conversation, record, placement, outcome, terms, now);
    case 'unknown':
      return doubt(conversation, record, placement, outcome.because, doubtTerms(placement, terms, now), now);
  }
}

/** Ends a claim well. What its placer has to clean up is due at `cleanUpAt`; nothing is, where that is missing. */
export function settlePlaced(
  conversation: Conversation,
  record: CallbackRecord,
  placement: Placement,
  {
    isAnnounced,
    queueId,
    cleanUpAt,
  }: Omit<Terms, 'automation'> & { readonly cleanUpAt: EpochMs | undefined },
  now: EpochMs,
): Conversation {
  const claimed = claimOf(placement);
  const subject = subjectOf(record, placement, queueId);
  const next = withRecord(withoutDoubt(conversation, placement), {
    ...withEnd(subject, { kind: 'placed', at: now }, now),
    placement: {
      ...claimed,
      kind: 'placed',
      at: now,
      ...(claimed.cleansUp && cleanUpAt !== undefined && { cleanUp: { at: cleanUpAt, tries: 0 } }),
    },
  });
  return isAnnounced ? announced(next, subject, { outcome: 'placed', firedAt: claimed.firedAt }, now) : next;
}

function settleRefused(
  conversation: Conversation,
  record: CallbackRecord,
  open: Open,
  { because, final, retryAfter }: Extract<PlacementOutcome, { kind: 'refused' }>,
  { automation, queueId }: Terms,
  now: EpochMs,
) {
  const claimed = claimOf(open);
  const isTriedAgain = !final && claimed.attempt < automation.maxAttempts;
  const wait = durationMs(Math.max(retryAfter ?? 0, backoff(automation, claimed.attempt)));
  if (claimed.doubted) {
    const settleAt = isTriedAgain ? plus(now, wait) : undefined;
    return doubt(conversation, record, open, because, { settleAt, queueId }, now);
  }
  if (isTriedAgain) {
    return withRecord(conversation, {
      ...record,
      placement: { ...claimed, kind: 'retry', at: plus(now, wait), because },
    });
  }
  return settleFailed(conversation, record, open, because, queueId, now);
}

/** Ends a claim without a call, for good. */
export function settleFailed(
  conversation: Conversation,
  record: CallbackRecord,
  open: Open,
  because: string,
  queueId: string | undefined,
  now: EpochMs,
): Conversation {
  const claimed = claimOf(open);
  const subject = subjectOf(record, open, queueId);
  const failed = withRecord(conversation, {
    ...withEnd(subject, { kind: 'failed', because, at: now }, now),
    placement: { ...claimed, kind: 'failed', at: now, because },
  });
  return announced(failed, subject, { outcome: 'failed', reason: because, firedAt: claimed.firedAt }, now);
}

/** Doubles the wait as time passes, without counting a try: only its lateness ends a callback that is postponed. */
function settlePostponed(
  conversation: Conversation,
  record: CallbackRecord,
  open: Open,
  { because, retryAfter }: Extract<PlacementOutcome, { kind: 'postponed' }>,
  { automation: { retry }, queueId }: Terms,
  now: EpochMs,
) {
  const claimed = claimOf(open);
  const growing = Math.min(Math.max(between(claimed.firedAt, now), retry.after), retry.atMost);
  const at = plus(now, durationMs(Math.max(retryAfter ?? 0, growing)));
  if (claimed.doubted) return doubt(conversation, record, open, because, { settleAt: at, queueId }, now);
  const attempt = claimed.attempt - 1;
  return withRecord(conversation, {
    ...record,
    placement: { ...claimed, attempt, kind: 'retry', at, because },
  });
}

const doubtTerms = (open: Open, { automation, queueId }: Terms, now: EpochMs): DoubtTerms => ({
  settleAt:
    open.shows === undefined ? plus(now, backoff(automation, open.attempt)) : nextEvidenceAt(open, now),
  queueId,
});

/** Doubles with every attempt: 30 s, 1, 2, 4 … min by default. */
const backoff = ({ retry }: Terms['automation'], attempt: number): DurationMs =>
  durationMs(Math.min(retry.after * 2 ** (attempt - 1), retry.atMost));
