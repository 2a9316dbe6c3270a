/**
 * Brings back, after a start, what a stopped or killed process may have left behind.
 *
 * dynalite writes index entries and items separately, so that a kill between the two leaves a look out of the index:
 * writing the item again, unchanged, puts it in. The timers queue is only kept in memory, so that looks that are over
 * or due soon get a new timer; the sweep finds the later ones.
 */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import type { Item } from '#shared/adapters/dynamodb/conversation-item.ts';
import { conversationIdOf } from '#shared/adapters/dynamodb/table.ts';
import { epochMs, minutes, plus } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Timer, TimerQueue } from '#shared/ports/timer-queue.ts';

export interface RestoreDeps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly timers: TimerQueue;
  readonly clock: Clock;
  /** Ends it early; what is not written again now is so at the next start. */
  readonly stopping: AbortSignal;
}

// As far ahead as ingest sends timers itself.
const SOON = minutes(7);

/** Sends the timers that are needed soon, then writes every item with a look again; answers how many looks there are. */
export async function restoreLooks(deps: RestoreDeps): Promise<number> {
  const soon = plus(deps.clock.now(), SOON);
  for await (const items of pagesWithLooks(deps)) {
    await deps.timers.send(items.map(timerOf).filter(({ at }) => at <= soon));
  }
  let found = 0;
  for await (const items of pagesWithLooks(deps)) {
    for (const item of items) {
      if (deps.stopping.aborted) return found;
      await writeAgain(deps, item);
      found += 1;
    }
  }
  return found;
}

async function* pagesWithLooks({ client, tableName }: RestoreDeps): AsyncGenerator<readonly Item[]> {
  const query = {
    TableName: tableName,
    ConsistentRead: true,
    FilterExpression: 'attribute_exists(lookAt)',
  };
  for await (const { Items = [] } of paginateScan({ client }, query)) yield Items;
}

async function writeAgain({ client, tableName }: RestoreDeps, item: Item): Promise<void> {
  const version = item['version'];
  if (version === undefined) return;
  try {
    await client.send(
      new PutItemCommand({
        TableName: tableName,
        Item: item,
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version },
      }),
    );
  } catch (error) {
    // Somebody saved it meanwhile, and the index with it.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

const timerOf = (item: Item): Timer => ({
  conversationId: conversationIdOf(item['pk']?.S ?? ''),
  at: epochMs(Number(item['lookAt']?.N)),
});
