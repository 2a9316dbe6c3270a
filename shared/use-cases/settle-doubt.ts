/**
 * What becomes of a claim whose lease ran out, and of an outcome that nobody knows. A repeatable placer is handed the
 * same placement key again, if the rules still say so. For all others there is no way back without evidence.
 */
import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import type { Decision, Question } from '#shared/domain/decision.ts';
import { announceDoubt, doubt, putOffSettling } from '#shared/domain/doubt.ts';
import { settleByCalls } from '#shared/domain/evidence.ts';
import { nextEvidenceAt } from '#shared/domain/evidence-schedule.ts';
import type { Waiting } from '#shared/domain/fate.ts';
import type { Open } from '#shared/domain/lease.ts';
import { type EpochMs, latest } from '#shared/domain/time.ts';
import { toSubject } from '#shared/use-cases/answer-question.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { decideNow, type Turn } from '#shared/use-cases/decide-now.ts';
import { lookForEvidence } from '#shared/use-cases/look-for-evidence.ts';
import { placeCallback } from '#shared/use-cases/place-callback.ts';

/** Answers false where it must be looked at again. */
export async function settleDoubt(
  deps: AutomationDeps,
  conversation: Conversation,
  record: CallbackRecord,
): Promise<boolean> {
  const { placement } = record;
  if (placement?.kind !== 'placing' && placement?.kind !== 'unknown') return true;
  const question = { key: record.key, record, trigger: placement.trigger, due: placement.due };
  if (placement.kind === 'placing') return loseLease(deps, conversation, question, placement);
  const now = deps.clock.now();
  if ((placement.settleAt ?? now) > now) return tell(deps, conversation, question);
  return placement.shows === undefined
    ? handOverAgain(deps, conversation, question, placement)
    : lookForEvidence(deps, conversation, record, placement);
}

/** Whoever claimed it is silent. What is known of calls by now may be evidence already. */
function loseLease(
  deps: AutomationDeps,
  conversation: Conversation,
  question: Question,
  placing: Open,
): Promise<boolean> {
  const now = deps.clock.now();
  deps.telemetry.count('placements.lease-over');
  const { queueId } = toSubject(conversation, question);
  const settleAt = placing.shows === undefined ? now : nextEvidenceAt(placing, now);
  const doubted = doubt(conversation, question.record, placing, 'lease-over', { settleAt, queueId }, now);
  return deps.store.saveIfUnchanged(settleByCalls(doubted, now));
}

async function handOverAgain(
  deps: AutomationDeps,
  conversation: Conversation,
  question: Question,
  { placer, attempt }: Open,
): Promise<boolean> {
  const decision = await decideNow(deps, conversation, question);
  const now = deps.clock.now();
  const fate = await waitingFor(deps, decision, now);
  if (fate) {
    const subject = toSubject(conversation, question);
    return deps.store.saveIfUnchanged(putOffSettling(conversation, subject, fate, now));
  }
  // The name may have become another placer's since.
  const isRepeatable = deps.placers.get(placer)?.repeatable ?? false;
  const isToBePlaced = isRepeatable && decision.kind === 'place' && decision.automation.placer === placer;
  return isToBePlaced && attempt < decision.automation.maxAttempts
    ? placeCallback(deps, conversation, toSubject(conversation, question), decision.automation)
    : giveUp(deps, conversation, question);
}

/** What the next hand-over waits for: what the rules say, or a slot of the rate. */
async function waitingFor(
  { pacer }: AutomationDeps,
  decision: Decision | Turn,
  now: EpochMs,
): Promise<Waiting | undefined> {
  if (decision.kind === 'wait') return decision.fate;
  if (decision.kind !== 'turn') return undefined;
  const slotAt = await pacer.takeSlot(decision.client, decision.slot);
  return { kind: 'paced', since: now, until: latest(slotAt, now) };
}

/** The rules don't want it placed any more: its outcome stays unknown. */
function giveUp(deps: AutomationDeps, conversation: Conversation, question: Question): Promise<boolean> {
  const subject = toSubject(conversation, question);
  return deps.store.saveIfUnchanged(putOffSettling(conversation, subject, undefined, deps.clock.now()));
}

/** It has been unknown for too long to be kept quiet; the next try is still to come. */
function tell(deps: AutomationDeps, conversation: Conversation, question: Question): Promise<boolean> {
  const { record, queueId } = toSubject(conversation, question);
  return deps.store.saveIfUnchanged(announceDoubt(conversation, record.key, queueId, deps.clock.now()));
}
