import { fromItem, type Item, toItem } from '#shared/adapters/dynamodb/conversation-item.ts';
import { conversationKey } from '#shared/adapters/dynamodb/table.ts';
import { type Conversation, emptyConversation } from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { type EpochMs, epochMs } from '#shared/domain/time.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { type Sample, TOLD_AT } from '#test/bench/payloads/pool.ts';

/** What a payload tells. */
export function observe(body: string): Observation {
  const parsed = parseNotification(body);
  if (parsed.kind !== 'one' || parsed.element.kind !== 'observed')
    throw new Error('A payload is no notification.');
  return parsed.element.observation;
}

const record = (conversation: Conversation, body: string): Conversation =>
  recordObservation(conversation, observe(body), conversation.changedAt).conversation;

/** What the table holds of the conversations that were told of before, by key. */
export function storedItems(pool: readonly Sample[]): ReadonlyMap<string, Item> {
  const known = pool.filter(({ earlier }) => earlier.length > 0);
  return new Map(
    known.map(({ conversationId, earlier }) => {
      const empty = emptyConversation(conversationId, epochMs(TOLD_AT));
      const conversation = { ...earlier.reduce(record, empty), version: earlier.length };
      return [conversationKey(conversationId), toItem(conversation, nextLook(conversation))];
    }),
  );
}

/** The conversation of an id, read from these items; undefined where they have none. */
export function load(conversationId: string, items: ReadonlyMap<string, Item>): Conversation | undefined {
  const item = items.get(conversationKey(conversationId));
  return item && fromItem(conversationId, item);
}

/** What is known of each payload's conversation before it comes: decoded from its item, or nothing. */
export const conversationsBefore = (
  pool: readonly Sample[],
  items: ReadonlyMap<string, Item>,
  now: EpochMs,
): readonly Conversation[] =>
  pool.map(({ conversationId }) => load(conversationId, items) ?? emptyConversation(conversationId, now));
