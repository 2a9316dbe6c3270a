/**
 * A conversation as one DynamoDB item. Small on purpose: every started kilobyte costs one more write unit.
 *
 * `schema` tells how the state is written. A later form gets the next number and keeps a reader for this one.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { readState, writeState } from '#shared/adapters/dynamodb/codec/conversation-state.ts';
import { lookShard } from '#shared/adapters/dynamodb/look-shard.ts';
import { StoredItemError } from '#shared/adapters/dynamodb/stored-item-error.ts';
import { conversationKey } from '#shared/adapters/dynamodb/table.ts';
import type { Conversation, Look } from '#shared/domain/conversation.ts';
import { days, latest, plus } from '#shared/domain/time.ts';

export type Item = Record<string, AttributeValue>;

const SCHEMA = 1;
const KEPT_FOR = days(90);

/** Writes a conversation as it is, under its own version, with its next look. */
export function toItem(conversation: Conversation, look: Look | undefined): Item {
  const { conversationId, version, changedAt } = conversation;
  const keptFrom = look === undefined ? changedAt : latest(changedAt, look.at);
  const item = {
    pk: { S: conversationKey(conversationId) },
    version: { N: String(version) },
    schema: { N: String(SCHEMA) },
    state: { B: writeState(conversation) },
    expiresAt: { N: String(Math.ceil(plus(keptFrom, KEPT_FOR) / 1000)) },
  };
  if (look === undefined) return item;
  return {
    ...item,
    lookAt: { N: String(look.at) },
    lookShard: { N: String(lookShard(conversationId)) },
  };
}

/** Reads an item back. Throws a `StoredItemError` where it does not fit. */
export function fromItem(conversationId: string, item: Item): Conversation {
  if (item['schema']?.N !== String(SCHEMA)) throw new StoredItemError('schema');
  const version = Number(item['version']?.N ?? Number.NaN);
  if (!Number.isSafeInteger(version)) throw new StoredItemError('version');
  const bytes = item['state']?.B;
  if (bytes === undefined) throw new StoredItemError('state');
  try {
    return readState(conversationId, version, bytes);
  } catch {
    // The error says nothing of the content, and this one where to look.
    throw new StoredItemError('state');
  }
}
