import type { Conversation } from '#shared/domain/conversation.ts';
import type { OperatorDecision } from '#shared/domain/evidence.ts';
import { epochMs } from '#shared/domain/time.ts';
import { reportConversation } from '#shared/use-cases/conversation-report.ts';
import type { OperatorsWord } from '#shared/use-cases/decide-unknown.ts';

/** An operator's word on a callback whose report they read; on no doubt at all where its outcome is not unknown. */
export function wordOn(
  conversation: Conversation,
  callbackKey: string,
  decision: OperatorDecision,
): OperatorsWord {
  const told = reportConversation(conversation).callbacks.find(({ key }) => key === callbackKey)?.placement;
  return { callbackKey, unknownSince: epochMs(Date.parse(told?.unknownSince ?? '1970-01-01')), decision };
}
