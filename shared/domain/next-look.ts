/**
 * Derives when the automation must look at a conversation again, and why. Nothing is armed beside the state: the look
 * is a function of it, so no timer can be lost between two writes (ADR 0005).
 */
import { type Callback, callbacksOf } from '#shared/domain/callbacks-of.ts';
import type {
  CallbackKey,
  CallbackRecord,
  Claim,
  CleanUp,
  Conversation,
  Look,
  OutboxEntry,
  TriggerRecord,
} from '#shared/domain/conversation.ts';
import { doubtIsToldAt } from '#shared/domain/doubt.ts';
import { isWaiting } from '#shared/domain/fate.ts';
import { isSettled, ledgerOf } from '#shared/domain/records.ts';
import { type EpochMs, earliest, latest } from '#shared/domain/time.ts';
import { type DueTrigger, isRetried, undecidedTriggers } from '#shared/domain/triggers.ts';

/** What is to be done at a look. */
export type Task = Look &
  (
    | { readonly kind: 'announce'; readonly entry: OutboxEntry }
    /** A lease that ran out, or an unknown outcome to be settled. */
    | { readonly kind: 'settle'; readonly record: CallbackRecord }
    | { readonly kind: 'clean-up'; readonly record: CallbackRecord; readonly cleanUp: CleanUp }
    /** A trigger of the callback `key` to be decided on, for the first time or anew; `record` is where it is written. */
    | ({ readonly kind: 'decide'; readonly key: CallbackKey; readonly record: CallbackRecord } & DueTrigger)
  );

export function nextLook(conversation: Conversation): Look | undefined {
  const [task] = tasksOf(conversation);
  return task && { at: task.at, why: task.why };
}

/** Everything that is to be done, the earliest first, whether or not its time has come. */
export function tasksOf(conversation: Conversation): readonly Task[] {
  const [current] = callbacksOf(conversation);
  const ledger = current && ledgerOf(conversation, current.key);
  const tasks = [
    ...conversation.outbox.map(toAnnounceTask),
    ...conversation.callbacks.flatMap((record) => {
      const callback = record.key === ledger?.key ? current : undefined;
      return [...toPlacementTasks(record, callback), ...toWaitingTasks(conversation, record, callback)];
    }),
    ...(ledger ? toCurrentTasks(conversation, ledger, current) : []),
  ];
  return tasks.toSorted((a, b) => a.at - b.at);
}

const toAnnounceTask = (entry: OutboxEntry): Task => ({
  kind: 'announce',
  why: 'announce',
  at: entry.nextTryAt,
  entry,
});

/** Every ledger entry, current or not, over or not. */
function toPlacementTasks(record: CallbackRecord, current: Callback | undefined): Task[] {
  const { placement } = record;
  switch (placement?.kind) {
    case 'placing':
      return [{ kind: 'settle', why: 'settle', at: placement.leaseUntil, record }];
    case 'unknown': {
      const { settleAt, doubtAnnounced } = placement;
      if (settleAt === undefined) return [];
      const next = placement.shows === undefined ? notBefore(current, placement, settleAt) : settleAt;
      const at = doubtAnnounced ? next : earliest(next, doubtIsToldAt(placement));
      return [{ kind: 'settle', why: 'settle', at, record }];
    }
    case 'retry': {
      const { trigger, due } = placement;
      const at = notBefore(current, placement, placement.at);
      return [{ kind: 'decide', why: 'retry', at, key: record.key, record, trigger, due }];
    }
    case 'placed': {
      const { cleanUp } = placement;
      return cleanUp ? [{ kind: 'clean-up', why: 'retry', at: cleanUp.at, record, cleanUp }] : [];
    }
    default:
      return [];
  }
}

/** A callback that was moved a little, within the minute in which it is the same one, isn't placed before its time. */
const notBefore = (current: Callback | undefined, { trigger }: Claim, at: EpochMs): EpochMs =>
  latest(at, (trigger.kind === 'scheduled' ? current?.due : undefined) ?? at);

/** Triggers that were put off; at once when their callback is over or replaced, or what they wait for has come. */
function toWaitingTasks(
  { changedAt }: Conversation,
  record: CallbackRecord,
  current: Callback | undefined,
): Task[] {
  if (isSettled(record) || isInFlight(record)) return [];
  return record.triggers.flatMap(({ trigger, due, fate }) => {
    if (!isWaiting(fate)) return [];
    const isMoot = current === undefined || current.endedAt !== undefined || hasCome(fate, current);
    if (isRetried(record, trigger) && !isMoot) return [];
    const at = isMoot ? earliest(fate.until, latest(fate.since, changedAt)) : fate.until;
    return [
      {
        kind: 'decide',
        why: fate.kind === 'asking' ? 'paced' : fate.kind,
        at,
        key: record.key,
        record,
        trigger,
        due,
      },
    ];
  });
}

const isInFlight = ({ placement }: CallbackRecord) =>
  placement?.kind === 'placing' || placement?.kind === 'unknown';

const hasCome = (fate: TriggerRecord['fate'], { queueId, automatedCallbackConfigId }: Callback) =>
  fate.kind === 'deferred' &&
  fate.because === 'routing-unknown' &&
  (queueId ?? automatedCallbackConfigId) !== undefined;

function toCurrentTasks(conversation: Conversation, record: CallbackRecord, current: Callback): Task[] {
  if (isSettled(record) || isInFlight(record)) return [];
  return undecidedTriggers(current, record, conversation).map(({ trigger, due }) => ({
    kind: 'decide',
    why: trigger.kind,
    at: due,
    key: current.key,
    record,
    trigger,
    due,
  }));
}
