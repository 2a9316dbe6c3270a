import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '#shared/adapters/dynamodb/conversation-item.ts';
import { itemSize } from '#test/unit/adapters/dynamodb/item-size.ts';

/** What was asked of the table so far. */
export interface Usage {
  reads: number;
  writes: number;
  /** Write units of the table: one for each started KB of the larger of the item before and after. */
  units: number;
  /** Write units of the index of looks: an entry is put, deleted, or both. */
  indexUnits: number;
  /** Of the item written last. */
  bytes: number;
}

const entryOf = (item: Item | undefined) => item?.['lookAt'] && `${item['lookShard']?.N} ${item['lookAt'].N}`;

function indexUnits(before: Item | undefined, after: Item): number {
  const [was, is] = [entryOf(before), entryOf(after)];
  if (was === is) return 0;
  return was === undefined || is === undefined ? 1 : 2;
}

/** A client that passes everything on, and keeps count of what AWS would charge for. */
export function createMeteredClient(client: DynamoDBClient): { metered: DynamoDBClient; usage: Usage } {
  const usage: Usage = { reads: 0, writes: 0, units: 0, indexUnits: 0, bytes: 0 };
  const items = new Map<string, Item>();

  function meter(after: Item): void {
    const key = after['pk']?.S ?? '';
    const before = items.get(key);
    usage.writes += 1;
    usage.bytes = itemSize(after);
    usage.units += Math.ceil(Math.max(usage.bytes, before ? itemSize(before) : 0) / 1024);
    usage.indexUnits += indexUnits(before, after);
    items.set(key, after);
  }

  async function send(command: GetItemCommand | PutItemCommand) {
    if (command instanceof GetItemCommand) {
      usage.reads += 1;
      return client.send(command);
    }
    if (!(command instanceof PutItemCommand)) throw new Error('The store was not expected to send this.');
    const answer = await client.send(command);
    meter(command.input.Item ?? {});
    return answer;
  }
  return { metered: Object.assign(Object.create(client), { send }) as DynamoDBClient, usage };
}
