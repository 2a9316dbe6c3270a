/**
 * What becomes of a claim whose lease ran out, and of an outcome that nobody knows. A repeatable placer is handed the
 * same placement key again, if the rules still say so. For all others there is no way back without evidence.
 */
import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import type { Question } from '#shared/domain/decide.ts';
import { announceDoubt, doubt, type Open, putOffSettling } from '#shared/domain/placing.ts';
import { decideNow, toSubject } from '#shared/use-cases/answer-question.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { placeCallback } from '#shared/use-cases/place-callback.ts';

/** Answers false when the version race was lost. */
export async function settleDoubt(
  deps: AutomationDeps,
  conversation: Conversation,
  record: CallbackRecord,
): Promise<boolean> {
  const { placement } = record;
  if (placement?.kind !== 'placing' && placement?.kind !== 'unknown') return true;
  const question = { key: record.key, record, trigger: placement.trigger, due: placement.due };
  const isRepeatable = deps.placers.get(placement.placer)?.repeatable ?? false;

  if (placement.kind === 'placing') {
    const now = deps.clock.now();
    deps.telemetry.count('placements.lease-over');
    const { queueId } = toSubject(conversation, question);
    const terms = { settleAt: isRepeatable ? now : undefined, queueId };
    return deps.store.saveIfUnchanged(doubt(conversation, record, placement, 'lease-over', terms, now));
  }
  if (!isRepeatable) return giveUp(deps, conversation, question);
  const now = deps.clock.now();
  return (placement.settleAt ?? now) > now
    ? tell(deps, conversation, question)
    : handOverAgain(deps, conversation, question, placement);
}

async function handOverAgain(
  deps: AutomationDeps,
  conversation: Conversation,
  question: Question,
  { placer, attempt }: Open,
): Promise<boolean> {
  const decision = await decideNow(deps, conversation, question);
  if (decision.kind === 'wait') {
    const subject = toSubject(conversation, question);
    return deps.store.saveIfUnchanged(putOffSettling(conversation, subject, decision.fate, deps.clock.now()));
  }
  const isToBePlaced = decision.kind === 'place' && decision.automation.placer === placer;
  return isToBePlaced && attempt < decision.automation.maxAttempts
    ? placeCallback(deps, conversation, toSubject(conversation, question), decision.automation)
    : giveUp(deps, conversation, question);
}

/** The rules don't want it placed any more, or nothing can find out: its outcome stays unknown. */
function giveUp(deps: AutomationDeps, conversation: Conversation, question: Question): Promise<boolean> {
  const subject = toSubject(conversation, question);
  return deps.store.saveIfUnchanged(putOffSettling(conversation, subject, undefined, deps.clock.now()));
}

/** It has been unknown for too long to be kept quiet; the next try is still to come. */
function tell(deps: AutomationDeps, conversation: Conversation, question: Question): Promise<boolean> {
  const { record, queueId } = toSubject(conversation, question);
  return deps.store.saveIfUnchanged(announceDoubt(conversation, record.key, queueId, deps.clock.now()));
}
