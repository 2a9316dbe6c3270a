import { readDecision } from '#lambdas/operator/read-decision.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { OperatorDecision } from '#shared/domain/evidence.ts';
import { reportConversation } from '#shared/use-cases/conversation-report.ts';
import type { OperatorsWord } from '#shared/use-cases/decide-unknown.ts';

/** An operator's word on a callback whose report they read; on none of its doubts where its outcome is not unknown. */
export function wordOn(
  conversation: Conversation,
  callbackKey: string,
  decision: OperatorDecision,
): OperatorsWord {
  const told = reportConversation(conversation).callbacks.find(({ key }) => key === callbackKey)?.placement;
  const unknownSince = told?.unknownSince ?? '1970-01-01T00:00:00.000Z';
  return readDecision(JSON.stringify({ callbackKey, unknownSince, decision }));
}
