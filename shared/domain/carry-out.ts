import type { Conversation } from '#shared/domain/conversation.ts';
import type { Decision } from '#shared/domain/decision.ts';
import { expire, fail, leave, putOff, type Subject } from '#shared/domain/ledger.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** Deals with a trigger as decided, where that is anything but placing it. */
export function carryOut(
  conversation: Conversation,
  subject: Subject,
  decision: Exclude<Decision, { kind: 'place' }>,
  now: EpochMs,
): Conversation {
  switch (decision.kind) {
    case 'left':
      return leave(conversation, subject, decision.because, now);
    case 'expired':
      return expire(conversation, subject, now);
    case 'wait':
      return putOff(conversation, subject, decision.fate, now);
    case 'failed':
      return fail(conversation, subject, decision.because, now);
  }
}
