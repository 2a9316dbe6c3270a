import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { StoredItemError } from '#shared/adapters/dynamodb/stored-item-error.ts';
import { TTL_ATTRIBUTE } from '#shared/adapters/dynamodb/table.ts';
import { days, type EpochMs, epochMs, plus } from '#shared/domain/time.ts';

/** A day longer than an automation may ask back. */
export const KEPT_FOR = days(31);

/** When an agent last reached a customer, and where. */
export interface LastReached {
  readonly at: EpochMs;
  readonly conversationId: string;
}

/** Writes what is kept of a customer under a key that says nothing of him. */
export const toCustomerItem = (pk: string, { at, conversationId }: LastReached) => ({
  pk: { S: pk },
  reachedAt: { N: String(at) },
  conversationId: { S: conversationId },
  [TTL_ATTRIBUTE]: { N: String(Math.ceil(plus(at, KEPT_FOR) / 1000)) },
});

/** Reads an item back. Throws a `StoredItemError` where it does not fit. */
export function fromCustomerItem(item: Record<string, AttributeValue>): LastReached {
  const at = Number(item['reachedAt']?.N ?? Number.NaN);
  if (!Number.isSafeInteger(at)) throw new StoredItemError('reachedAt');
  const conversationId = item['conversationId']?.S;
  if (conversationId === undefined) throw new StoredItemError('conversationId');
  return { at: epochMs(at), conversationId };
}
