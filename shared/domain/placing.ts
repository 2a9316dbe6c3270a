/** The ledger's transitions from a claim to its end. */
import type { Automation } from '#shared/domain/automation.ts';
import type { CallbackRecord, Claim, Conversation, Placement } from '#shared/domain/conversation.ts';
import type { Waiting } from '#shared/domain/fate.ts';
import { announced, placementKeyOf, type Subject, subjectOf, withFate } from '#shared/domain/ledger.ts';
import { withRecord } from '#shared/domain/records.ts';
import { type DurationMs, durationMs, type EpochMs, minutes, plus, seconds } from '#shared/domain/time.ts';

/** How long a claimer may take; afterwards the outcome is unknown. */
export const LEASE = seconds(30);

/** An unknown outcome that is still open after this long is announced. */
const UNKNOWN_ALARM_AFTER = minutes(5);

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
  /** May or may not have been placed. */
  | { readonly kind: 'unknown'; readonly because: string };

/** What a transition needs to know of the rule and the placer that a claim was made with. */
export interface Terms {
  readonly automation: Pick<Automation, 'maxAttempts' | 'retry'>;
  readonly placer: { readonly kind: string; readonly repeatable: boolean };
  readonly queueId: string | undefined;
}

/** Takes the callback for the holder of `token`; nothing is ever placed without. */
export function claim(
  conversation: Conversation,
  { record, trigger, due }: Subject,
  { id: automation, placer }: Pick<Automation, 'id' | 'placer'>,
  token: string,
  now: EpochMs,
): Conversation {
  const before = record.placement;
  const placing: Placement = {
    kind: 'placing',
    token,
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
  const record = conversation.callbacks.find(({ placement }) => placement?.token === token);
  const placement = record?.placement;
  if (!record || (placement?.kind !== 'placing' && placement?.kind !== 'unknown')) return conversation;
  switch (outcome.kind) {
    case 'placed':
      return settlePlaced(conversation, record, placement, terms, now);
    case 'refused':
      return settleRefused(conversation, record, placement, outcome, terms, now);
    case 'unknown':
      return doubt(conversation, record, placement, outcome.because, doubtTerms(placement, terms, now), now);
  }
}

/** A placement whose outcome is not recorded yet. */
export type Open = Extract<Placement, { kind: 'placing' | 'unknown' }>;

function settlePlaced(
  conversation: Conversation,
  record: CallbackRecord,
  open: Open,
  terms: Terms,
  now: EpochMs,
) {
  const subject = subjectOf(record, open, terms.queueId);
  const dealt = withFate(subject, { kind: 'placed', at: now }, now);
  const next = withRecord(conversation, {
    ...dealt,
    placement: { ...claimOf(open), kind: 'placed', at: now },
  });
  // `announce` hands over by its own event; a second one would only repeat it.
  return terms.placer.kind === 'announce'
    ? next
    : announced(next, subject, { outcome: 'placed', firedAt: open.firedAt }, now);
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
  const subject = subjectOf(record, open, queueId);
  const dealt = withFate(subject, { kind: 'failed', because, at: now }, now);
  const failed = withRecord(conversation, {
    ...dealt,
    placement: { ...claimed, kind: 'failed', at: now, because },
  });
  return announced(failed, subject, { outcome: 'failed', reason: because, firedAt: claimed.firedAt }, now);
}

const doubtTerms = ({ attempt }: Open, { automation, placer, queueId }: Terms, now: EpochMs): DoubtTerms => ({
  settleAt: placer.repeatable ? plus(now, backoff(automation, attempt)) : undefined,
  queueId,
});

interface DoubtTerms {
  /** When a repeatable placer is handed the same placement key again. For all others there is no way back (ADR 0006). */
  readonly settleAt: EpochMs | undefined;
  readonly queueId: string | undefined;
}

/** The lease of a claim ran out, or its request ended in the dark: nobody knows whether the call was placed. */
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
    placement: { ...unknown, ...(settleAt && { settleAt }) },
  });
  const isTold = settleAt === undefined || now >= doubtIsToldAt(open);
  return isTold ? announceDoubt(next, record.key, queueId, now) : next;
}

/** When an outcome that is still unknown is announced as such. */
export const doubtIsToldAt = ({ firedAt }: Claim): EpochMs => plus(firedAt, UNKNOWN_ALARM_AFTER);

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
) {
  const record = conversation.callbacks.find((one) => one.key === key);
  const placement = record?.placement;
  if (!record || placement?.kind !== 'unknown' || placement.doubtAnnounced) return conversation;
  const subject = subjectOf(record, placement, queueId);
  const ending = { outcome: 'unknown', reason: placement.because, firedAt: placement.firedAt } as const;
  const told = withRecord(conversation, { ...record, placement: { ...placement, doubtAnnounced: true } });
  return announced(told, subject, ending, now);
}

/** Doubles with every attempt: 30 s, 1, 2, 4 … min by default. */
const backoff = ({ retry }: Terms['automation'], attempt: number): DurationMs =>
  durationMs(Math.min(retry.after * 2 ** (attempt - 1), retry.atMost));

/** What stays of a placement when its outcome is recorded. */
function claimOf(open: Open): Claim {
  if (open.kind === 'placing') {
    const { kind: _, leaseUntil: __, ...claimed } = open;
    return claimed;
  }
  const { kind: _, since: __, because: ___, settleAt: ____, ...claimed } = open;
  return claimed;
}
