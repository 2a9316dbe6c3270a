import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type Decision, decide, type Question } from '#shared/domain/decide.ts';
import { expire, fail, leave, putOff, type Subject } from '#shared/domain/ledger.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { placeCallback } from '#shared/use-cases/place-callback.ts';

/** Decides on a trigger whose time has come, and does as decided. Answers false when the version race was lost. */
export async function answerQuestion(
  deps: AutomationDeps,
  conversation: Conversation,
  question: Question,
): Promise<boolean> {
  const decision = await decideNow(deps, conversation, question);
  const subject = toSubject(conversation, question);
  if (decision.kind === 'place') return placeCallback(deps, conversation, subject, decision.automation);
  const { conversationId } = conversation;
  const decided = carryOut(conversation, subject, decision, deps.clock.now());
  const isSaved = await deps.store.saveIfUnchanged(decided);
  const reason =
    decision.kind === 'wait' ? decision.fate.kind : 'because' in decision ? decision.because : undefined;
  if (isSaved) deps.telemetry.info('callback.decided', { conversationId, decision: decision.kind, reason });
  return isSaved;
}

/** Asks the pure rules, with what they need to know of the world now. */
export async function decideNow(
  { settings, placers, clock, random }: AutomationDeps,
  conversation: Conversation,
  question: Question,
): Promise<Decision> {
  const { paused, automations } = await settings.current();
  return decide(conversation, question, {
    now: clock.now(),
    paused,
    automations,
    isDialing: (name) => placers.get(name)?.dials ?? false,
    isDialable: (number) => number !== undefined,
    chance: random(),
  });
}

export function toSubject(conversation: Conversation, { record, key, trigger, due }: Question): Subject {
  const callbacks = callbacksOf(conversation);
  const callback =
    callbacks.find((one) => one.key === key) ??
    callbacks.find((one) => ledgerOf(conversation, one.key) === record);
  return { record, trigger, due, queueId: callback?.queueId };
}

function carryOut(
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
