/**
 * What became of a placement whose outcome nobody knows, as far as there is evidence: a call that began after the claim,
 * a conversation that carries our placement key, no call where calls show, or the word of an operator.
 */
import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { CallbackRecord, Claim, Conversation, Placement } from '#shared/domain/conversation.ts';
import { AGREEING, isShownBy, nextEvidenceAt } from '#shared/domain/evidence-schedule.ts';
import { claimOf } from '#shared/domain/lease.ts';
import { withoutDoubt } from '#shared/domain/ledger.ts';
import { isLiveCall, isMadeSince, isOver } from '#shared/domain/leg.ts';
import type { Call, Observation } from '#shared/domain/observation.ts';
import { settle, settleFailed, settlePlaced, type Terms } from '#shared/domain/placing.ts';
import { ledgerOf, recordOfToken, withRecord } from '#shared/domain/records.ts';
import { between, type DurationMs, durationMs, type EpochMs, plus, seconds } from '#shared/domain/time.ts';
import { heldUntil, isSameTrigger, triggerRecordOf } from '#shared/domain/triggers.ts';

/** How far Genesys' clock may be behind ours. A call that began this shortly before the claim reached the customer too. */
const CLOCKS_APART = durationMs(-seconds(5));

/**
 * Whether one of the calls is a claim's: begun after it, and not perhaps another's of this conversation. One that is
 * being made, and tells no instant at all, counts as begun after the claim: better that than a second.
 */
function showsCall(calls: readonly Call[], claimed: Claim, { callbacks }: Conversation): boolean {
  const others = callbacks.flatMap(({ placement }) =>
    placement && placement.token !== claimed.token && mayShowCall(placement) ? [placement] : [],
  );
  return calls.some((call) =>
    isTimeless(call)
      ? call.direction === 'outbound' &&
        isLiveCall(call) &&
        !others.some((other) => takesBefore(other, claimed))
      : isMadeAround(call, claimed) && !others.some((other) => isPerhapsOf(call, other, claimed)),
  );
}

const isMadeAround = (call: Call, { claimedAt }: Claim): boolean =>
  isMadeSince(call, plus(claimedAt, CLOCKS_APART));

/** Whether a call that may be of both is the other's: that was claimed later, or this one's calls show elsewhere. */
const takesBefore = (other: Claim, claimed: Claim): boolean =>
  other.claimedAt > claimed.claimedAt || claimed.shows === 'elsewhere';

/** Begun since a later claim, a call is that one's; begun before this claim but since an earlier one, perhaps that one's. */
const isPerhapsOf = (call: Call, other: Claim, claimed: Claim): boolean =>
  isMadeAround(call, other) && (takesBefore(other, claimed) || !isMadeSince(call, claimed.claimedAt));

/** Whether a placement may have had a call made that shows in the conversation. */
const mayShowCall = ({ kind, shows }: Placement): boolean =>
  shows !== undefined && shows !== 'elsewhere' && kind !== 'retry' && kind !== 'failed';

const isTimeless = ({ startedAt, connectedAt, endedAt }: Call) =>
  startedAt === undefined && connectedAt === undefined && endedAt === undefined;

/** Whether a call is certainly none of ours: the customer's own, or over before the claim. */
const isOthers = (call: Call, { claimedAt }: Claim): boolean => {
  const endedAt = isOver(call) ? (call.endedAt ?? call.connectedAt ?? call.startedAt) : undefined;
  return call.direction === 'inbound' || (endedAt !== undefined && endedAt < plus(claimedAt, CLOCKS_APART));
};

/**
 * Settles as placed what a call shows to have been placed: of several unknown placements, the one claimed last. Answers
 * the same conversation where no call shows any.
 */
export function settleByCalls(conversation: Conversation, now: EpochMs): Conversation {
  const calls = conversation.calls?.value ?? [];
  if (calls.length === 0) return conversation;
  const [shown] = conversation.callbacks
    .flatMap((record) => {
      const { placement } = record;
      const isShown =
        placement?.kind === 'unknown' &&
        placement.shows !== undefined &&
        showsCall(calls, placement, conversation);
      return isShown ? [{ record, placement }] : [];
    })
    .toSorted(({ placement: a }, { placement: b }) => b.claimedAt - a.claimedAt);
  return shown ? settleShown(conversation, shown.record, undefined, now) : conversation;
}

/** Settles as placed the placement whose key another conversation carries, whatever was made of it until now. */
export function settleByKey(conversation: Conversation, placementKey: string, now: EpochMs): Conversation {
  const record = conversation.callbacks.find(({ placement }) => placement?.placementKey === placementKey);
  const { kind = 'placed', shows } = record?.placement ?? {};
  const isOpen = kind !== 'placed' && shows !== undefined;
  return record && isOpen ? settleShown(conversation, record, now, now) : conversation;
}

/** A call in this very conversation is an agent's, whose callback is not to be cleaned away from under them. */
function settleShown(
  conversation: Conversation,
  record: CallbackRecord,
  cleanUpAt: EpochMs | undefined,
  now: EpochMs,
): Conversation {
  const { placement } = record;
  if (placement === undefined) return conversation;
  const terms = { isAnnounced: true, queueId: queueIdOf(conversation, record), cleanUpAt };
  return settlePlaced(conversation, record, placement, terms, now);
}

/** Settles by what Genesys answered when it was asked what became of a claim, or says when to ask again. */
export function settleByAnswer(
  conversation: Conversation,
  token: string,
  observation: Observation | undefined,
  { automation }: Pick<Terms, 'automation'>,
  now: EpochMs,
): Conversation {
  const record = recordOfToken(conversation, token);
  const placement = record?.placement;
  if (!record || placement?.kind !== 'unknown') return conversation;
  const verdict = verdictOf(conversation, placement, observation, now);
  switch (verdict) {
    case 'placed':
      return settleShown(conversation, record, undefined, now);
    case 'not-placed': {
      const outcome = { kind: 'refused', because: 'no-call-was-made', final: false } as const;
      const terms = { automation, isAnnounced: true, queueId: queueIdOf(conversation, record) };
      const { doubtAnnounced: _, ...undoubted } = placement;
      const dark = { ...withoutDarkness(record, placement, now), placement: undoubted };
      const held = withRecord(withoutDoubt(conversation, placement), dark);
      return settle(held, token, outcome, terms, now);
    }
    default:
      return withRecord(conversation, { ...record, placement: askedAgain(placement, verdict, now) });
  }
}

type Unknown = Extract<Placement, { kind: 'unknown' }>;

/** What an answer proves, together with the one before it: two that agree, a minute apart, prove that there is no call. */
function verdictOf(
  conversation: Conversation,
  placement: Unknown,
  observation: Observation | undefined,
  now: EpochMs,
) {
  const calls = observation?.told.kind === 'snapshot' ? observation.told.calls : undefined;
  if (calls === undefined) return 'nothing';
  if (showsCall(calls, placement, conversation)) return 'placed';
  const isAbsent = calls.every((call) => isOthers(call, placement));
  if (!isAbsent || placement.shows !== 'in-conversation' || !isShownBy(placement, now)) return 'nothing';
  const { absentSince = now } = placement;
  return between(absentSince, now) >= AGREEING ? 'not-placed' : 'absent';
}

function askedAgain(placement: Unknown, verdict: 'absent' | 'nothing', now: EpochMs): Unknown {
  const { settleAt: _, isSlot: __, absentSince: ___, ...rest } = placement;
  if (verdict === 'absent') {
    const absentSince = placement.absentSince ?? now;
    return { ...rest, absentSince, settleAt: plus(absentSince, AGREEING) };
  }
  const settleAt = nextEvidenceAt(placement, now);
  return settleAt === undefined ? rest : { ...rest, settleAt };
}

/** What an operator found out: it was placed, it was not and shall be, or nobody shall place it any more. */
export type OperatorDecision = 'placed' | 'place-again' | 'give-up';

/** Settles an unknown placement as an operator decides. Answers the same conversation where it is not unknown. */
export function settleByOperator(
  conversation: Conversation,
  record: CallbackRecord,
  decision: OperatorDecision,
  now: EpochMs,
): Conversation {
  const { placement } = record;
  if (placement?.kind !== 'unknown') return conversation;
  const queueId = queueIdOf(conversation, record);
  switch (decision) {
    case 'placed':
      return settleShown(conversation, record, now, now);
    case 'give-up':
      return settleFailed(conversation, record, placement, 'operator-gave-up', queueId, now);
    case 'place-again':
      return withRecord(conversation, placedAgain(record, claimOf(placement), now));
  }
}

/** Begins anew: the time until the operator's word counts neither as lateness nor as tries. */
function placedAgain(record: CallbackRecord, claimed: Claim, now: EpochMs): CallbackRecord {
  const { doubted: _, doubtAnnounced: __, ...rest } = claimed;
  const placement = { ...rest, attempt: 0, kind: 'retry', at: now, because: 'operator' } as const;
  return { ...withHeld(record, claimed, between(claimed.due, now), now), placement };
}

/** The time in which nobody knew is not lateness of ours. */
const withoutDarkness = (record: CallbackRecord, claimed: Claim, now: EpochMs): CallbackRecord =>
  withHeld(
    record,
    claimed,
    durationMs(
      heldUntil(triggerRecordOf(record, claimed.trigger), claimed.claimedAt) +
        between(claimed.claimedAt, now),
    ),
    now,
  );

function withHeld(record: CallbackRecord, { trigger, due }: Claim, held: DurationMs, now: EpochMs) {
  const others = record.triggers.filter((one) => !isSameTrigger(one.trigger, trigger));
  const fate = { kind: 'deferred', because: 'outcome-unknown', since: now, until: now } as const;
  return { ...record, triggers: [...others, { trigger, due, held, fate }] };
}

function queueIdOf(conversation: Conversation, record: CallbackRecord): string | undefined {
  const callbacks = callbacksOf(conversation);
  const own = callbacks.find(({ key }) => key === record.key);
  return (own ?? callbacks.find(({ key }) => ledgerOf(conversation, key).key === record.key))?.queueId;
}
