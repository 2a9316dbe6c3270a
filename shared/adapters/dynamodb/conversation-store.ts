import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { fromItem, type Item, toItem } from '#shared/adapters/dynamodb/conversation-item.ts';
import { conversationKey } from '#shared/adapters/dynamodb/table.ts';
import { unchangedSince } from '#shared/adapters/dynamodb/unchanged-since.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';

/** Keeps conversations in a DynamoDB table: one consistent read per load, one conditional write per save. */
export function createConversationStore(client: DynamoDBClient, tableName: string): ConversationStore {
  const read = async (conversationId: string): Promise<Item | undefined> => {
    const Key = { pk: { S: conversationKey(conversationId) } };
    const answer = await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return answer.Item;
  };

  return {
    async load(conversationId) {
      const item = await read(conversationId);
      return item && fromItem(conversationId, item);
    },

    async saveIfUnchanged(conversation) {
      const { conversationId, version } = conversation;
      const item = toItem({ ...conversation, version: version + 1 }, nextLook(conversation));
      try {
        await client.send(
          new PutItemCommand({ TableName: tableName, Item: item, ...unchangedSince(version) }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // The SDK may have tried twice, because the answer to a first write, which took place, was lost.
        const isTriedAgain = (error.$metadata.attempts ?? 1) > 1;
        return isTriedAgain && isSame(await read(conversationId), item);
      }
    },
  };
}

const isSame = (stored: Item | undefined, written: Item) =>
  isDeepStrictEqual(stored && comparable(stored), comparable(written));

/** The SDK reads bytes as another class of array than the one they were written from. */
const comparable = (item: Item) =>
  new Map(Object.entries(item).map(([name, { S, N, B }]) => [name, S ?? N ?? B?.join(' ')]));
