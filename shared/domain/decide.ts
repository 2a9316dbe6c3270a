/** What to do when a callback's time has come: the first rule that fits decides (design: the table of decisions). */
import { adoptCustomer } from '#shared/domain/adopt-customer.ts';
import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import {
  type CallbackKey,
  type CallbackRecord,
  type Conversation,
  emptyConversation,
} from '#shared/domain/conversation.ts';
import {
  type Circumstances,
  type Decision,
  factsOf,
  type Question,
  type Rule,
} from '#shared/domain/decision.ts';
import { fold } from '#shared/domain/fold.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { instantOf } from '#shared/domain/order.ts';
import { orderOf } from '#shared/domain/record-observation.ts';
import { withTold } from '#shared/domain/replacing.ts';
import { POLICY_RULES, paused, tooLate } from '#shared/domain/rules-of-policy.ts';
import { customerOnLine, LIVE_RULES, STATE_RULES } from '#shared/domain/rules-of-state.ts';
import { type EpochMs, latest } from '#shared/domain/time.ts';

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
  conversation: Conversation,
  observation: Observation,
  question: Question,
  circumstances: Circumstances,
): Decision | undefined {
  const live = toldLive(conversation, observation, question.record, circumstances.now);
  const at = conversation.callbacks.findIndex(({ key }) => key === question.record.key);
  const record = live.callbacks[at] ?? question.record;
  return firstThatFits(LIVE_RULES, live, { ...question, record, key: record.key }, circumstances);
}

/** The conversation as Genesys tells it, with our ledger. */
function toldLive(
  { conversationId, callbacks }: Conversation,
  observation: Observation,
  { placement }: CallbackRecord,
  now: EpochMs,
): Conversation {
  const empty = { ...emptyConversation(conversationId, now), callbacks };
  const order = orderOf(observation, now);
  const live = { ...empty, ...fold(empty, observation.told, order) };
  const [current] = callbacksOf(live);
  if (current === undefined) return live;
  return toldByAnswer(adoptCustomer(live, current, placement?.token), current.key, instantOf(order));
}

/** The answer tells of its callback as a notification would: agents who connected before had the one that it replaced. */
function toldByAnswer(conversation: Conversation, key: CallbackKey, at: EpochMs): Conversation {
  const { callbacks } = conversation;
  const place = callbacks.findIndex((record) => record.key === key);
  const known = callbacks[place];
  if (known === undefined)
    return { ...conversation, callbacks: [...callbacks, withTold({ key, triggers: [] }, at)] };
  // Stamped earlier than it was asked for, an answer is no sign that the callback began before anybody told of it.
  const told = withTold(known, latest(at, known.toldAt ?? at));
  return { ...conversation, callbacks: callbacks.with(place, told) };
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
