import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import { carryOut } from '#shared/domain/carry-out.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Question } from '#shared/domain/decision.ts';
import type { Subject } from '#shared/domain/ledger.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { decideNow } from '#shared/use-cases/decide-now.ts';
import { placeCallback } from '#shared/use-cases/place-callback.ts';
import { takeTurn } from '#shared/use-cases/take-turn.ts';

/** Decides on a trigger whose time has come, and does as decided. Answers false where it must be looked at again. */
export async function answerQuestion(
  deps: AutomationDeps,
  conversation: Conversation,
  question: Question,
): Promise<boolean> {
  const decision = await decideNow(deps, conversation, question);
  const subject = toSubject(conversation, question);
  if (decision.kind === 'place') return placeCallback(deps, conversation, subject, decision.automation);
  if (decision.kind === 'turn') return takeTurn(deps, conversation, subject, decision);
  const { conversationId } = conversation;
  const decided = carryOut(conversation, subject, decision, deps.clock.now());
  const isSaved = await deps.store.saveIfUnchanged(decided);
  if (!isSaved) return false;
  const reason =
    decision.kind === 'wait' ? decision.fate.kind : 'because' in decision ? decision.because : undefined;
  deps.telemetry.info('callback.decided', { conversationId, decision: decision.kind, reason });
  return true;
}

export function toSubject(conversation: Conversation, { record, key, trigger, due }: Question): Subject {
  const callbacks = callbacksOf(conversation);
  const callback =
    callbacks.find((one) => one.key === key) ??
    callbacks.find((one) => ledgerOf(conversation, one.key) === record);
  return { record, trigger, due, queueId: callback?.queueId };
}
