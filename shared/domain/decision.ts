/** What is decided, and of what: the words that the rules speak in. */
import type { Automation } from '#shared/domain/automation.ts';
import { type Callback, callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { CallbackKey, CallbackRecord, Conversation, LeftReason } from '#shared/domain/conversation.ts';
import type { Waiting } from '#shared/domain/fate.ts';
import { findAutomation } from '#shared/domain/find-automation.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import { between, type DurationMs, durationMs, type EpochMs, hours, minutes } from '#shared/domain/time.ts';
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
  /** Whether a placer has phone calls made by itself; it then asks Genesys before it does. */
  readonly isDialing: (placer: string) => boolean;
  /** Whether a placer acts for the agent who is connected. */
  readonly needsAgent: (placer: string) => boolean;
  /** Whether our own placers make callbacks in a queue. */
  readonly isTargetQueue: (queueId: string) => boolean;
  /** Whether a number can be dialled; `country` is what numbers without a country code belong to. */
  readonly isDialable: (number: string | undefined, country: string | undefined) => boolean;
  /** When an agent last reached this customer in another conversation, where somebody wants to know. */
  readonly reachedAt?: EpochMs;
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

/** Everything that rules may ask. */
export interface Facts extends Question, Circumstances {
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

/** Answers a decision where the rule fits. */
export type Rule = (facts: Facts) => Decision | undefined;

export const left = (because: LeftReason): Decision => ({ kind: 'left', because });

/** How late a `timeout` may still be acted on: then the agent has long taken it in hand. */
const TIMEOUT_LATENESS = minutes(3);
const SCHEDULED_LATENESS = hours(4);

/** Gathers what the rules may ask of a trigger. */
export function factsOf(conversation: Conversation, question: Question, circumstances: Circumstances): Facts {
  const { key, record, trigger } = question;
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
    lateness: latenessOf(question, held, now),
    maxLateness: maxLatenessOf(question, automation),
  };
}

/** Time since the due that we did not hold a trigger back ourselves. */
const latenessOf = ({ due }: DueTrigger, held: DurationMs, now: EpochMs): DurationMs =>
  durationMs(between(due, now) - held);

const maxLatenessOf = ({ trigger }: DueTrigger, automation: Pick<Automation, 'maxLateness'> | undefined) =>
  trigger.kind === 'timeout' ? TIMEOUT_LATENESS : (automation?.maxLateness ?? SCHEDULED_LATENESS);

/** Whether a trigger that was to be placed has become too late by now. */
export const hasBecomeTooLate = (
  question: Omit<Question, 'key'>,
  automation: Pick<Automation, 'maxLateness'>,
  now: EpochMs,
): boolean => {
  const held = heldUntil(triggerRecordOf(question.record, question.trigger), now);
  return isTooLate({
    lateness: latenessOf(question, held, now),
    maxLateness: maxLatenessOf(question, automation),
  });
};

export const isTooLate = ({ lateness, maxLateness }: Pick<Facts, 'lateness' | 'maxLateness'>): boolean =>
  lateness > maxLateness;
