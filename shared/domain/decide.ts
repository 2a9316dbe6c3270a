/** What to do when a callback's time has come: the first rule that fits decides (design: the table of decisions). */
import type { Automation } from '#shared/domain/automation.ts';
import type { Callback } from '#shared/domain/callbacks-of.ts';
import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import { nextOpening } from '#shared/domain/calling-hours.ts';
import type { CallbackKey, CallbackRecord, Conversation, LeftReason } from '#shared/domain/conversation.ts';
import type { Waiting } from '#shared/domain/fate.ts';
import { findAutomation } from '#shared/domain/find-automation.ts';
import { isLiveCall } from '#shared/domain/leg.ts';
import type { Call } from '#shared/domain/observation.ts';
import { isNewer } from '#shared/domain/order.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import {
  between,
  type DurationMs,
  durationMs,
  type EpochMs,
  earliest,
  hours,
  minutes,
  plus,
  seconds,
} from '#shared/domain/time.ts';
import { type DueTrigger, heldUntil, triggerRecordOf } from '#shared/domain/triggers.ts';

export type Decision =
  | { readonly kind: 'left'; readonly because: LeftReason }
  | { readonly kind: 'expired' }
  | { readonly kind: 'wait'; readonly fate: Waiting }
  | { readonly kind: 'failed'; readonly because: 'no-dialable-number' }
  | { readonly kind: 'place'; readonly automation: Automation };

/** What the world outside the conversation has to say to a decision. */
export interface Circumstances {
  readonly now: EpochMs;
  readonly paused: boolean;
  readonly automations: ReadonlyMap<string, Automation>;
  /** Whether a placer places phone calls by itself. */
  readonly isDialing: (placer: string) => boolean;
  /** Whether a number can be dialled from a country, by its two letters. */
  readonly isDialable: (number: string | undefined) => boolean;
  /** When the placer's rate has room for this placement; in the past or absent: now. */
  readonly slotAt?: EpochMs;
  /** Between 0 and 1: spreads the looks of a pause. */
  readonly chance: number;
}

/** What is decided on: a trigger of the callback `key`, written in `record`. */
export interface Question extends DueTrigger {
  readonly key: CallbackKey;
  readonly record: CallbackRecord;
}

/** How late a `timeout` may still be acted on: then the agent has long taken it in hand. */
const TIMEOUT_LATENESS = minutes(3);
const SCHEDULED_LATENESS = hours(4);

export function decide(
  conversation: Conversation,
  question: Question,
  circumstances: Circumstances,
): Decision {
  const facts = factsOf(conversation, question, circumstances);
  for (const rule of RULES) {
    const decision = rule(facts);
    if (decision !== undefined) return decision;
  }
  return { kind: 'left', because: 'left-to-agent' };
}

interface Facts extends Question, Circumstances {
  readonly conversation: Conversation;
  /** What the legs tell of the callback; gone where they tell of it no more. */
  readonly callback: Callback | undefined;
  readonly isCurrent: boolean;
  readonly automation: Automation | undefined;
  readonly held: DurationMs;
  /** Time since the due that we did not hold it back ourselves. */
  readonly lateness: DurationMs;
  readonly maxLateness: DurationMs;
}

type Rule = (facts: Facts) => Decision | undefined;

function factsOf(conversation: Conversation, question: Question, circumstances: Circumstances): Facts {
  const { key, record, trigger, due } = question;
  const { now, automations } = circumstances;
  const callbacks = callbacksOf(conversation);
  const [current] = callbacks;
  const isCurrent = current !== undefined && ledgerOf(conversation, current.key).key === record.key;
  const callback = isCurrent ? current : callbacks.find((one) => one.key === key);
  const automation = callback && findAutomation(automations, callback, trigger);
  const held = heldUntil(triggerRecordOf(record, trigger), now);
  return {
    ...question,
    ...circumstances,
    conversation,
    callback,
    isCurrent,
    automation,
    held,
    lateness: durationMs(between(due, now) - held),
    maxLateness:
      trigger.kind === 'timeout' ? TIMEOUT_LATENESS : (automation?.maxLateness ?? SCHEDULED_LATENESS),
  };
}

const left = (because: LeftReason): Decision => ({ kind: 'left', because });

const ours: Rule = ({ record, callback }) =>
  record.ours || callback?.legs.some(({ facts }) => facts.placementKey) ? left('ours') : undefined;

const over: Rule = ({ callback }) => (callback?.endedAt === undefined ? undefined : left('ended'));

const replaced: Rule = ({ isCurrent, callback }) => (isCurrent && callback ? undefined : left('rescheduled'));

const externalDialer: Rule = ({ callback }) =>
  callback?.isExternalCampaign ? left('external-dialer') : undefined;

/** Calls that a newer snapshot, of a topic without calls, may have overtaken tell nothing of now. */
const areCallsFresh = ({ calls, otherLegs }: Conversation) =>
  calls !== undefined && !(otherLegs !== undefined && isNewer(otherLegs.order, calls.order));

const liveCalls = ({ calls }: Conversation, direction: Call['direction']) =>
  (calls?.value ?? []).filter((call) => call.direction === direction && isLiveCall(call));

const callInProgress: Rule = ({ conversation }) =>
  areCallsFresh(conversation) && liveCalls(conversation, 'outbound').length > 0
    ? left('call-in-progress')
    : undefined;

/** A call without any instant of its beginning counts by its end: better not placed than placed twice. */
const beganAt = ({ startedAt, connectedAt, endedAt }: Call) => startedAt ?? connectedAt ?? endedAt;

const alreadyCalled: Rule = ({ conversation, callback }) => {
  const since = callback?.due;
  if (since === undefined) return undefined;
  const made = conversation.calls?.value.some(
    (call) => call.direction === 'outbound' && (beganAt(call) ?? Number.NEGATIVE_INFINITY) >= since,
  );
  return made ? left('already-called') : undefined;
};

const withAgent: Rule = ({ trigger, record, callback, conversation, key }) => {
  if (trigger.kind !== 'scheduled') return undefined;
  const known =
    record.agentConnectedAt ?? conversation.callbacks.find((one) => one.key === key)?.agentConnectedAt;
  return known !== undefined || (callback?.agents.length ?? 0) > 0 ? left('with-agent') : undefined;
};

const agentGone: Rule = ({ trigger, callback }) => {
  if (trigger.kind !== 'timeout') return undefined;
  const isThere = callback?.agents.some(
    ({ connectedAt, timeout, endedAt }) =>
      endedAt === undefined && timeout !== undefined && plus(connectedAt, timeout) === trigger.at,
  );
  return isThere ? undefined : left('agent-gone');
};

const tooLate: Rule = ({ lateness, maxLateness }) =>
  lateness > maxLateness ? { kind: 'expired' } : undefined;

/** Again in 60 s, later up to 300 s, give or take a fifth, so that a long pause makes no storm of looks. */
const paused: Rule = ({ paused: isPaused, now, held, chance }) => {
  if (!isPaused) return undefined;
  const wait = Math.min(Math.max(held, minutes(1)), minutes(5)) * (0.8 + 0.4 * chance);
  return {
    kind: 'wait',
    fate: { kind: 'paused', since: now, until: plus(now, durationMs(Math.round(wait))) },
  };
};

/** The customer is still on the line, or may be: until `maxLateness`, then the agent has them. */
const customerOnLine: Rule = ({ conversation, due, now, maxLateness }) => {
  const mayBeCalled = !areCallsFresh(conversation) && liveCalls(conversation, 'outbound').length > 0;
  if (!mayBeCalled && liveCalls(conversation, 'inbound').length === 0) return undefined;
  const last = plus(due, maxLateness);
  if (now >= last) return left('call-in-progress');
  const until = earliest(plus(now, minutes(1)), last);
  return { kind: 'wait', fate: { kind: 'deferred', because: 'call-in-progress', since: now, until } };
};

/** Detail events tell neither the config id nor, always, the queue; a snapshot that does may be on its way. */
const routingUnknown: Rule = ({ callback, due, now }) => {
  const isKnown = (callback?.automatedCallbackConfigId ?? callback?.queueId) !== undefined;
  const last = plus(due, minutes(1));
  if (isKnown || now >= last) return undefined;
  const until = earliest(plus(now, seconds(5)), last);
  return { kind: 'wait', fate: { kind: 'deferred', because: 'routing-unknown', since: now, until } };
};

/** "If null, the callback will not be placed automatically but routed to an agent as per normal." */
const leftToAgent: Rule = ({ automation }) => (automation === undefined ? left('left-to-agent') : undefined);

/** What Genesys dials by itself, a dialing placer must not dial too. */
const native: Rule = ({ automation, isDialing, trigger, callback }) => {
  if (!automation || !isDialing(automation.placer)) return undefined;
  const isTimeout = trigger.kind === 'timeout' && !automation.placeOnTimeout;
  return isTimeout || (callback?.isPreview && !automation.placePreviews) ? left('native') : undefined;
};

const outsideHours: Rule = ({ automation, now }) => {
  const until = automation?.callingHours ? nextOpening(automation.callingHours, now) : now;
  return until > now
    ? { kind: 'wait', fate: { kind: 'deferred', because: 'outside-calling-hours', since: now, until } }
    : undefined;
};

const noNumber: Rule = ({ automation, isDialing, isDialable, callback }) =>
  automation && isDialing(automation.placer) && !isDialable(callback?.number)
    ? { kind: 'failed', because: 'no-dialable-number' }
    : undefined;

const overRate: Rule = ({ slotAt, now }) =>
  slotAt !== undefined && slotAt > now
    ? { kind: 'wait', fate: { kind: 'paced', since: now, until: slotAt } }
    : undefined;

const place: Rule = ({ automation }) => automation && { kind: 'place', automation };

const RULES: readonly Rule[] = [
  ours,
  over,
  replaced,
  externalDialer,
  callInProgress,
  alreadyCalled,
  withAgent,
  agentGone,
  tooLate,
  paused,
  customerOnLine,
  routingUnknown,
  leftToAgent,
  native,
  outsideHours,
  noNumber,
  overRate,
  place,
];
