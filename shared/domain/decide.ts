/** What to do when a callback's time has come: the first rule that fits decides (design: the table of decisions). */
import { type Conversation, emptyConversation } from '#shared/domain/conversation.ts';
import {
  type Circumstances,
  type Decision,
  factsOf,
  type Question,
  type Rule,
} from '#shared/domain/decision.ts';
import { fold } from '#shared/domain/fold.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { orderOf } from '#shared/domain/record-observation.ts';
import { POLICY_RULES, paused, tooLate } from '#shared/domain/rules-of-policy.ts';
import { customerOnLine, LIVE_RULES, STATE_RULES } from '#shared/domain/rules-of-state.ts';

const RULES: readonly Rule[] = [...STATE_RULES, tooLate, paused, customerOnLine, ...POLICY_RULES];

/** Decides on a trigger, from everything that is known of its conversation. */
export function decide(
  conversation: Conversation,
  question: Question,
  circumstances: Circumstances,
): Decision {
  return firstThatFits(RULES, conversation, question, circumstances) ?? LEFT;
}

/**
 * Decides on a trigger whose callback is claimed, from what Genesys tells at this moment and from nothing else: what is
 * known from notifications was decided on before the claim. `undefined`: nothing speaks against it.
 */
export function decideLive(
  { conversationId, callbacks }: Conversation,
  observation: Observation,
  question: Question,
  circumstances: Circumstances,
): Decision | undefined {
  const { now } = circumstances;
  const empty = { ...emptyConversation(conversationId, now), callbacks };
  const live = { ...empty, ...fold(empty, observation.told, orderOf(observation, now)) };
  return firstThatFits(LIVE_RULES, live, question, circumstances);
}

const LEFT: Decision = { kind: 'left', because: 'left-to-agent' };

function firstThatFits(
  rules: readonly Rule[],
  conversation: Conversation,
  question: Question,
  circumstances: Circumstances,
): Decision | undefined {
  const facts = factsOf(conversation, question, circumstances);
  for (const rule of rules) {
    const decision = rule(facts);
    if (decision !== undefined) return decision;
  }
  return undefined;
}
