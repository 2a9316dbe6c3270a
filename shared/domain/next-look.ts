/**
 * Derives when the automation must look at a conversation again, and why. Nothing is armed beside the state: the look
 * is a function of it, so no timer can be lost between two writes (ADR 0005).
 */
import { type Callback, callbacksOf } from '#shared/domain/callbacks-of.ts';
import type {
  CallbackKey,
  CallbackRecord,
  Conversation,
  Look,
  OutboxEntry,
  TriggerRecord,
} from '#shared/domain/conversation.ts';
import { isSettled, ledgerOf } from '#shared/domain/records.ts';

import { type DueTrigger, isRetried, isWaiting, undecidedTriggers } from '#shared/domain/triggers.ts';

/** What is to be done at a look. */
export type Task = Look &
  (
    | { readonly kind: 'announce'; readonly entry: OutboxEntry }
    /** A lease that ran out, or an unknown outcome to be settled. */
    | { readonly kind: 'settle'; readonly record: CallbackRecord }
    /** A trigger of the callback `key` to be decided on, for the first time or anew; `record` is where it is written. */
    | ({ readonly kind: 'decide'; readonly key: CallbackKey; readonly record: CallbackRecord } & DueTrigger)
  );

export function nextLook(conversation: Conversation): Look | undefined {
  const task = nextTask(conversation);
  return task && { at: task.at, why: task.why };
}

/** The earliest thing to do, whether or not its time has come. */
export function nextTask(conversation: Conversation): Task | undefined {
  const [current] = callbacksOf(conversation);
  const tasks = [
    ...conversation.outbox.map(toAnnounceTask),
    ...conversation.callbacks.flatMap(toPlacementTasks),
    ...conversation.callbacks.flatMap((record) => toWaitingTasks(conversation, record, current)),
    ...(current ? toCurrentTasks(conversation, current) : []),
  ];
  return tasks.reduce<Task | undefined>(
    (first, task) => (first && first.at <= task.at ? first : task),
    undefined,
  );
}

const toAnnounceTask = (entry: OutboxEntry): Task => ({
  kind: 'announce',
  why: 'announce',
  at: entry.nextTryAt,
  entry,
});

/** Every ledger entry, current or not, over or not. */
function toPlacementTasks(record: CallbackRecord): Task[] {
  const { placement } = record;
  switch (placement?.kind) {
    case 'placing':
      return [{ kind: 'settle', why: 'settle', at: placement.leaseUntil, record }];
    case 'unknown':
      return placement.settleAt === undefined
        ? []
        : [{ kind: 'settle', why: 'settle', at: placement.settleAt, record }];
    case 'retry': {
      const { trigger, due, at } = placement;
      return [{ kind: 'decide', why: 'retry', at, key: record.key, record, trigger, due }];
    }
    default:
      return [];
  }
}

/** Triggers that were put off; at once when their callback is over or replaced, or what they wait for has come. */
function toWaitingTasks(
  conversation: Conversation,
  record: CallbackRecord,
  current: Callback | undefined,
): Task[] {
  if (isSettled(record) || isInFlight(record)) return [];
  const isCurrent = current !== undefined && ledgerOf(conversation, current.key).key === record.key;
  return record.triggers.flatMap(({ trigger, due, fate }) => {
    if (!isWaiting(fate) || isRetried(record, trigger)) return [];
    const isMoot = !isCurrent || current.endedAt !== undefined || hasCome(fate, current);
    const at = isMoot ? fate.since : fate.until;
    return [{ kind: 'decide', why: fate.kind, at, key: record.key, record, trigger, due }];
  });
}

const isInFlight = ({ placement }: CallbackRecord) =>
  placement?.kind === 'placing' || placement?.kind === 'unknown';

const hasCome = (fate: TriggerRecord['fate'], { queueId, automatedCallbackConfigId }: Callback) =>
  fate.kind === 'deferred' &&
  fate.because === 'routing-unknown' &&
  (queueId ?? automatedCallbackConfigId) !== undefined;

function toCurrentTasks(conversation: Conversation, current: Callback): Task[] {
  const record = ledgerOf(conversation, current.key);
  if (isSettled(record) || isInFlight(record)) return [];
  return undecidedTriggers(current, record).map(({ trigger, due }) => ({
    kind: 'decide',
    why: trigger.kind,
    at: due,
    key: current.key,
    record,
    trigger,
    due,
  }));
}
