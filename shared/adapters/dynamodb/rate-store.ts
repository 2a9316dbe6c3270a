import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { StoredItemError } from '#shared/adapters/dynamodb/stored-item-error.ts';
import { rateKey } from '#shared/adapters/dynamodb/table.ts';
import { unchangedSince } from '#shared/adapters/dynamodb/unchanged-since.ts';
import { NO_RATE, type Rate } from '#shared/domain/pacing.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { RateStore } from '#shared/ports/rate-store.ts';

/** Keeps the rates of placers beside the conversations, one item each. */
export function createRateStore(client: DynamoDBClient, tableName: string): RateStore {
  return {
    async load(placer) {
      const Key = { pk: { S: rateKey(placer) } };
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }),
      );
      return Item === undefined ? NO_RATE : readRate(Item);
    },

    async saveIfUnchanged(placer, { version, lanes }) {
      const Item = {
        pk: { S: rateKey(placer) },
        version: { N: String(version + 1) },
        lanes: { M: Object.fromEntries([...lanes].map(([lane, at]) => [lane, { N: String(at) }])) },
      };
      try {
        await client.send(new PutItemCommand({ TableName: tableName, Item, ...unchangedSince(version) }));
        return true;
      } catch (error) {
        // A first write whose answer was lost took slots that nobody will use: they are lost, which does no harm.
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

const Whole = v.pipe(v.string(), v.transform(Number), v.safeInteger());

function readRate(item: Record<string, AttributeValue>): Rate {
  const version = v.safeParse(Whole, item['version']?.N);
  const lanes = Object.entries(item['lanes']?.M ?? {}).map(
    ([lane, at]) => [lane, v.safeParse(Whole, at.N)] as const,
  );
  if (!version.success) throw new StoredItemError('version');
  return {
    version: version.output,
    lanes: new Map(
      lanes.map(([lane, at]) => {
        if (!at.success) throw new StoredItemError('lanes');
        return [lane, epochMs(at.output)];
      }),
    ),
  };
}
