import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { StoredItemError } from '#shared/adapters/dynamodb/stored-item-error.ts';
import { conversationIdOf, cursorKey, LOOKS_INDEX } from '#shared/adapters/dynamodb/table.ts';
import { type EpochMs, epochMs } from '#shared/domain/time.ts';
import type { LookIndex } from '#shared/ports/look-index.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';

type Looks = LookIndex['looks'];

/** Finds the next looks in the table's sparse index, and keeps the sweep's cursors beside the conversations. */
export function createLookIndex(client: DynamoDBClient, tableName: string): LookIndex {
  return {
    looks: (shard, range) => queryLooks(client, tableName, shard, range),

    async cursor(shard) {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: tableName,
          Key: { pk: { S: cursorKey(shard) } },
          ConsistentRead: true,
        }),
      );
      return Item === undefined ? epochMs(0) : instantIn(Item, 'sentUpTo');
    },

    async moveCursor(shard, from, to) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: { pk: { S: cursorKey(shard) }, sentUpTo: { N: String(to) } },
            ConditionExpression:
              from === 0 ? 'attribute_not_exists(pk) OR sentUpTo = :from' : 'sentUpTo = :from',
            ExpressionAttributeValues: { ':from': { N: String(from) } },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

async function* queryLooks(
  client: DynamoDBClient,
  tableName: string,
  shard: Parameters<Looks>[0],
  { after, upTo, limit }: Parameters<Looks>[1],
): AsyncGenerator<readonly Timer[]> {
  // DynamoDB refuses a BETWEEN whose bounds are the wrong way round, and a limit of 0.
  if (after >= upTo || limit <= 0) return;
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      IndexName: LOOKS_INDEX,
      KeyConditionExpression: 'lookShard = :shard AND lookAt BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':shard': { N: String(shard) },
        ':first': { N: String(after + 1) },
        ':last': { N: String(upTo) },
      },
      ...(Number.isFinite(limit) && { Limit: limit }),
    },
  );
  let left = limit;
  for await (const { Items = [] } of pages) {
    const timers = Items.slice(0, left).map(toTimer);
    left -= timers.length;
    if (timers.length > 0) yield timers;
    if (left <= 0) return;
  }
}

function toTimer(item: Record<string, AttributeValue>): Timer {
  const key = item['pk']?.S;
  if (key === undefined) throw new StoredItemError('pk');
  return { conversationId: conversationIdOf(key), at: instantIn(item, 'lookAt') };
}

function instantIn(item: Record<string, AttributeValue>, name: string): EpochMs {
  const result = v.safeParse(v.pipe(v.number(), v.safeInteger()), Number(item[name]?.N ?? Number.NaN));
  if (!result.success) throw new StoredItemError(name);
  return epochMs(result.output);
}
