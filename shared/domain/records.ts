/** Finding and replacing ledger entries inside a conversation. */
import {
  type CallbackKey,
  type CallbackRecord,
  type Conversation,
  isImmediate,
} from '#shared/domain/conversation.ts';
import { isWaiting } from '#shared/domain/fate.ts';
import { beginningOf } from '#shared/domain/replacing.ts';
import { type EpochMs, epochMs, minutes, plus } from '#shared/domain/time.ts';

/** Keys beyond this number make room: of those with which nothing is to be done any more, the one told of longest ago. */
const MOST_RECORDS = 32;

/** How long after a claim an instant still means the callback that was claimed. */
const SAME_CALLBACK = minutes(1);

/** What is recorded under exactly this key. */
export const recordOf = (conversation: Conversation, key: CallbackKey): CallbackRecord | undefined =>
  conversation.callbacks.find((record) => record.key === key);

/** The record whose claim has this token. */
export const recordOfToken = (conversation: Conversation, token: string): CallbackRecord | undefined =>
  conversation.callbacks.find(({ placement }) => placement?.token === token);

/**
 * The ledger entry that a callback belongs to. Where its instant is not later than 60 s after an earlier claim, that
 * is the claim's: the same callback told in other words or by another clock.
 */
export function ledgerOf(conversation: Conversation, key: CallbackKey): CallbackRecord {
  const own = recordOf(conversation, key);
  if (own?.placement) return own;
  if (!conversation.callbacks.some(({ placement }) => placement)) return own ?? { key, triggers: [] };
  const instant = instantOfKey(key) ?? beginningOf(conversation, key);
  const claimed = conversation.callbacks
    .filter(
      ({ placement }) =>
        instant !== undefined && placement && plus(placement.firedAt, SAME_CALLBACK) >= instant,
    )
    .toSorted((a, b) => (a.placement?.firedAt ?? 0) - (b.placement?.firedAt ?? 0))[0];
  return claimed ?? own ?? { key, triggers: [] };
}

/** The instant that a key names; none in `now@…`. */
export function instantOfKey(key: CallbackKey): EpochMs | undefined {
  return isImmediate(key) ? undefined : epochMs(Date.parse(key));
}

/** Puts a record in the place of the one with its key, or at the end. */
export function withRecord(conversation: Conversation, record: CallbackRecord): Conversation {
  const at = conversation.callbacks.findIndex(({ key }) => key === record.key);
  const callbacks = at === -1 ? [...conversation.callbacks, record] : conversation.callbacks.with(at, record);
  return { ...conversation, callbacks: keepRecords(callbacks, record.key) };
}

function keepRecords(records: readonly CallbackRecord[], written: CallbackKey): readonly CallbackRecord[] {
  if (records.length <= MOST_RECORDS) return records;
  const [leastImportant] = records
    .filter((record) => record.key !== written && !isOpen(record))
    .toSorted((a, b) => (a.toldLastAt ?? 0) - (b.toldLastAt ?? 0));
  return records.filter((record) => record !== leastImportant);
}

/** Tells whether something is still to be found out or done about a callback. */
const isOpen = ({ placement, triggers }: CallbackRecord): boolean =>
  (placement !== undefined && placement.kind !== 'placed' && placement.kind !== 'failed') ||
  (placement?.kind === 'placed' && placement.cleanUp !== undefined) ||
  triggers.some(({ fate }) => isWaiting(fate));

/** Tells whether nothing is to be placed for this callback any more: placed, failed, or expired at its scheduled time. */
export const isSettled = ({ placement, triggers }: CallbackRecord): boolean =>
  placement?.kind === 'placed' ||
  placement?.kind === 'failed' ||
  triggers.some(
    ({ trigger, fate }) =>
      fate.kind === 'failed' || (fate.kind === 'expired' && trigger.kind === 'scheduled'),
  );
