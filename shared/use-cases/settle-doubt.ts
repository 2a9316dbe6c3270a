/**
 * What becomes of a claim whose lease ran out, and of an outcome that nobody knows. A repeatable placer is handed the
 * same placement key again, if the rules still say so. For all others there is no way back without evidence.
 */
import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import type { Decision, Question } from '#shared/domain/decide.ts';
import { doubt, type Open, putOffSettling } from '#shared/domain/placing.ts';
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
  return isRepeatable
    ? handOverAgain(deps, conversation, question, placement)
    : putOff(deps, conversation, question, undefined);
}

async function handOverAgain(
  deps: AutomationDeps,
  conversation: Conversation,
  question: Question,
  { placer, attempt }: Open,
): Promise<boolean> {
  const decision = await decideNow(deps, conversation, question);
  if (
    decision.kind !== 'place' ||
    decision.automation.placer !== placer ||
    attempt >= decision.automation.maxAttempts
  ) {
    return putOff(deps, conversation, question, decision);
  }
  return placeCallback(deps, conversation, toSubject(conversation, question), decision.automation);
}

/** Waits as long as the rules say; where they say that it is not to be placed any more, its outcome stays unknown. */
function putOff(
  deps: AutomationDeps,
  conversation: Conversation,
  question: Question,
  decision: Decision | undefined,
) {
  const until = decision?.kind === 'wait' ? decision.fate.until : undefined;
  const { queueId } = toSubject(conversation, question);
  return deps.store.saveIfUnchanged(
    putOffSettling(conversation, question.record, until, queueId, deps.clock.now()),
  );
}
