/** Which instants of a callback call for a decision. */
import type { Callback } from '#shared/domain/callbacks-of.ts';
import type {
  CallbackRecord,
  Conversation,
  Trigger,
  TriggerFate,
  TriggerRecord,
} from '#shared/domain/conversation.ts';
import { isWaiting } from '#shared/domain/fate.ts';
import { between, type DurationMs, durationMs, type EpochMs, earliest, plus } from '#shared/domain/time.ts';

/** A trigger with its natural instant. */
export interface DueTrigger {
  readonly trigger: Trigger;
  readonly due: EpochMs;
}

export const isSameTrigger = (a: Trigger, b: Trigger): boolean =>
  a.kind === b.kind && (a.kind === 'scheduled' || (b.kind === 'timeout' && a.at === b.at));

export const triggerRecordOf = (record: CallbackRecord, trigger: Trigger): TriggerRecord | undefined =>
  record.triggers.find((one) => isSameTrigger(one.trigger, trigger));

/** The natural triggers of a callback that nothing was decided on yet, whether or not their time has come. */
export function undecidedTriggers(
  callback: Callback,
  record: CallbackRecord,
  conversation: Conversation,
): readonly DueTrigger[] {
  return naturalTriggers(callback).filter(
    ({ trigger }) =>
      triggerRecordOf(record, trigger) === undefined &&
      !isRetried(record, trigger) &&
      !isTimeoutClaimed(conversation, trigger),
  );
}

/** An agent's time runs out once, whichever callback it was claimed for. */
const isTimeoutClaimed = ({ callbacks }: Conversation, trigger: Trigger): boolean =>
  trigger.kind === 'timeout' &&
  callbacks.some(({ placement }) => placement && isSameTrigger(placement.trigger, trigger));

/** Tells whether a trigger waits for its next try at placing. */
export const isRetried = ({ placement }: CallbackRecord, trigger: Trigger): boolean =>
  placement?.kind === 'retry' && isSameTrigger(placement.trigger, trigger);

/** A callback that ended before its due never comes due; one that ended later still needs its decision. */
function naturalTriggers(callback: Callback): readonly DueTrigger[] {
  const scheduled: DueTrigger[] =
    callback.due === undefined ? [] : [{ trigger: { kind: 'scheduled' }, due: callback.due }];
  return [...scheduled, ...timeouts(callback)].filter(({ due }) => (callback.endedAt ?? due) >= due);
}

/**
 * The end of `timeoutSeconds` of the newest agent who was still connected then; 0 means "the automatic placement is
 * disabled".
 */
function timeouts({ agents }: Callback): DueTrigger[] {
  const ends = agents.flatMap(({ connectedAt, endedAt, timeout }) => {
    const at = plus(connectedAt, timeout ?? durationMs(0));
    return timeout && (endedAt ?? at) >= at ? [at] : [];
  });
  return ends.slice(0, 1).map((at) => ({ trigger: { kind: 'timeout', at }, due: at }));
}

/** Waits that are not ours: for the end of a call, for Genesys to be of one mind, or the moment that asking for a slot takes. */
const isNotOurs = (fate: TriggerFate) =>
  fate.kind === 'asking' ||
  (fate.kind === 'deferred' && (fate.because === 'told-otherwise' || fate.because === 'call-in-progress'));

/** How long we ourselves have held a trigger back until now. */
export function heldUntil(record: TriggerRecord | undefined, now: EpochMs): DurationMs {
  if (record === undefined) return durationMs(0);
  const { fate, held } = record;
  if (!isWaiting(fate) || isNotOurs(fate)) return held;
  return durationMs(held + Math.max(0, between(fate.since, earliest(now, fate.until))));
}
