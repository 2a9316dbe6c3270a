import { type Item, toItem } from '#shared/adapters/dynamodb/conversation-item.ts';
import { conversationKey } from '#shared/adapters/dynamodb/table.ts';
import { type Conversation, emptyConversation } from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { epochMs } from '#shared/domain/time.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { type Sample, TOLD_AT } from '#test/bench/payloads/pool.ts';

function record(conversation: Conversation, body: string): Conversation {
  const parsed = parseNotification(body);
  if (parsed.kind !== 'one' || parsed.element.kind !== 'observed')
    throw new Error('A payload is no notification.');
  return recordObservation(conversation, parsed.element.observation, conversation.changedAt).conversation;
}

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
