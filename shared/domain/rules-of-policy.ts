/** What operators and configuration say of placing a callback. */
import type { Callback } from '#shared/domain/callbacks-of.ts';
import { nextOpening } from '#shared/domain/calling-hours.ts';
import type { CallbackRecord } from '#shared/domain/conversation.ts';
import { isTooLate, left, type Rule } from '#shared/domain/decision.ts';
import { replacingSince } from '#shared/domain/replacing.ts';
import {
  between,
  durationMs,
  type EpochMs,
  earliest,
  latest,
  minutes,
  plus,
  seconds,
} from '#shared/domain/time.ts';

/** Time that we held it back ourselves does not count. */
export const tooLate: Rule = (facts) => (isTooLate(facts) ? { kind: 'expired' } : undefined);

/** Again in 60 s, later in 200 to 300 s: spread, so that neither a long pause nor its end makes a storm of looks. */
export const paused: Rule = ({ paused: isPaused, now, held, chance }) => {
  if (!isPaused) return undefined;
  const wait = Math.min(Math.max(held, minutes(1)), seconds(250)) * (0.8 + 0.4 * chance);
  return {
    kind: 'wait',
    fate: { kind: 'paused', since: now, until: plus(now, durationMs(Math.round(wait))) },
  };
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

/** Of no use is a slot after the last hour, and it would be taken from others. */
const outsideHours: Rule = ({ automation, now, slotAt = now }) => {
  const at = latest(now, slotAt);
  const until = automation?.callingHours ? nextOpening(automation.callingHours, at) : at;
  return until > at
    ? { kind: 'wait', fate: { kind: 'deferred', because: 'outside-calling-hours', since: now, until } }
    : undefined;
};

/** A placer that acts for the agent has nothing to do before there is one; `timeoutSeconds` counts from then on. */
const noAgent: Rule = ({ automation, needsAgent, callback }) =>
  automation &&
  needsAgent(automation.placer) &&
  !callback?.agents.some(({ endedAt }) => endedAt === undefined)
    ? left('left-to-agent')
    : undefined;

/** An agent reached the customer in another conversation after the callback was asked for, and not long ago. */
const alreadyReached: Rule = ({ conversation, automation, reachedAt, callback, record, now }) => {
  const within = automation?.leaveIfReachedWithin;
  if (within === undefined || reachedAt === undefined || callback === undefined) return undefined;
  const askedAt = askedForAt(callback, replacingSince(conversation, record.key), record);
  const isSince = askedAt !== undefined && reachedAt > askedAt && between(reachedAt, now) <= within;
  return isSince ? left('customer-already-reached') : undefined;
};

/** When the callback was asked for, as well as it is known: a moved one, when it was moved. */
function askedForAt(
  { legs }: Callback,
  movedAt: EpochMs | undefined,
  { since }: CallbackRecord,
): EpochMs | undefined {
  const starts = legs.flatMap(({ purposes, facts: { startedAt } }) =>
    purposes.includes('customer') && startedAt !== undefined ? [startedAt] : [],
  );
  const startedAt = starts.length > 0 ? earliest(...starts) : since;
  return startedAt === undefined || movedAt === undefined
    ? (startedAt ?? movedAt)
    : latest(startedAt, movedAt);
}

const noNumber: Rule = ({ automation, isDialing, isDialable, callback }) =>
  automation && isDialing(automation.placer) && !isDialable(callback?.number, automation.defaultCountry)
    ? { kind: 'failed', because: 'no-dialable-number' }
    : undefined;

const overRate: Rule = ({ slotAt, now }) =>
  slotAt !== undefined && slotAt > now
    ? { kind: 'wait', fate: { kind: 'paced', since: now, until: slotAt } }
    : undefined;

const place: Rule = ({ automation }) => automation && { kind: 'place', automation };

/** In this order, once the callback is neither too late nor held up. */
export const POLICY_RULES: readonly Rule[] = [
  routingUnknown,
  leftToAgent,
  native,
  noAgent,
  alreadyReached,
  outsideHours,
  noNumber,
  overRate,
  place,
];
