import { NAMELESS } from '#shared/domain/adopt-customer.ts';
import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { CallbackKey, Conversation, LeftReason, Trigger } from '#shared/domain/conversation.ts';
import { hasAgent } from '#shared/domain/legs-of.ts';

/**
 * Why a callback is left that is not the current one any more. Of a time-out whose agent alone was known, nobody can say
 * that its callback was moved, where it is over or they left.
 */
export function whyReplaced(conversation: Conversation, key: CallbackKey, trigger: Trigger): LeftReason {
  if (key !== NAMELESS || trigger.kind !== 'timeout') return 'rescheduled';
  if (callbacksOf(conversation)[0]?.endedAt !== undefined) return 'ended';
  return hasAgent(conversation) ? 'rescheduled' : 'agent-gone';
}
