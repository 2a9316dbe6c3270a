import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { createLookIndex } from '#shared/adapters/dynamodb/look-index.ts';
import { StoredItemError } from '#shared/adapters/dynamodb/stored-item-error.ts';
import { emptyConversation } from '#shared/domain/conversation.ts';
import { epochMs } from '#shared/domain/time.ts';
import { recorded } from '#test/builders/conversations.ts';
import { aCustomerLeg, aSnapshot } from '#test/builders/observations.ts';
import { noon } from '#test/builders/times.ts';
import { awsError, clientOptions, startStub } from '#test/contract/aws-stub.ts';
import { describeConversationStore } from '#test/contract/conversation-store.contract.ts';
import { freshTables } from '#test/contract/fresh-tables.ts';
import { describeLookIndex } from '#test/contract/look-index.contract.ts';

const tables = freshTables();

async function aTable() {
  const tableName = await tables.make();
  return {
    tableName,
    store: createConversationStore(tables.client, tableName),
    index: createLookIndex(tables.client, tableName),
  };
}

describeConversationStore('DynamoDB', async () => (await aTable()).store);
describeLookIndex('DynamoDB', aTable);

describe('the DynamoDB store', () => {
  it('refuses an item that does not fit, naming the attribute and nothing of its content', async () => {
    const { tableName, store } = await aTable();
    const Item = {
      pk: { S: 'id' },
      version: { N: '1' },
      schema: { N: '1' },
      state: { B: Buffer.from('+4915112345678') },
    };
    await tables.client.send(new PutItemCommand({ TableName: tableName, Item }));
    const error = await store.load('id').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoredItemError);
    expect(error).toMatchObject({ attribute: 'state' });
    expect(String(error)).not.toContain('4915112345678');
  });

  it.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'InternalServerError'])(
    'lets %s propagate from reads and writes alike',
    async (name) => {
      const stub = await startStub(() => awsError(400, name));
      const client = new DynamoDBClient(clientOptions(stub.url));
      const store = createConversationStore(client, 'table');
      const index = createLookIndex(client, 'table');
      await expect(store.load('id')).rejects.toMatchObject({ name });
      await expect(store.saveIfUnchanged(emptyConversation('id', noon(0)))).rejects.toMatchObject({ name });
      await expect(index.cursor(0)).rejects.toMatchObject({ name });
      await expect(index.moveCursor(0, epochMs(0), noon(0))).rejects.toMatchObject({ name });
      await stub.close();
    },
  );

  /** A store whose first write does something else and then breaks off; the SDK tries it again. */
  async function aBreakingStore(
    tableName: string,
    instead: (write: () => Promise<unknown>) => Promise<unknown>,
  ) {
    const endpoint = await tables.client.config.endpoint!();
    const client = new DynamoDBClient({ ...clientOptions(''), endpoint, maxAttempts: 2, requestHandler: {} });
    let isBroken = false;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (isBroken || commandName !== 'PutItemCommand') return next(args);
          isBroken = true;
          await instead(() => next(args));
          throw Object.assign(new Error('broken off'), { name: 'TimeoutError' });
        },
      { step: 'finalizeRequest', priority: 'low' },
    );
    return createConversationStore(client, tableName);
  }

  it('knows a write of its own whose answer went astray', async () => {
    const { tableName, store } = await aTable();
    const breaking = await aBreakingStore(tableName, (write) => write());
    const seen = [{ fingerprint: 'AAAAAAAAAAA' }];
    const conversation = { ...recorded([aSnapshot([aCustomerLeg()], noon(-60))]), seen };
    expect(await breaking.saveIfUnchanged(conversation)).toBe(true);
    expect(await store.load(conversation.conversationId)).toStrictEqual({ ...conversation, version: 1 });
  });

  it('loses to a writer that came between its two tries', async () => {
    const { tableName, store } = await aTable();
    const conversation = emptyConversation('id', noon(0));
    const other = { ...conversation, changedAt: noon(1) };
    const breaking = await aBreakingStore(tableName, () => store.saveIfUnchanged(other));
    expect(await breaking.saveIfUnchanged(conversation)).toBe(false);
    expect(await store.load('id')).toStrictEqual({ ...other, version: 1 });
  });

  it('reads strongly consistent, once per load, and writes once per save', async () => {
    const stub = await startStub(() => ({ status: 200, body: '{}' }));
    const store = createConversationStore(new DynamoDBClient(clientOptions(stub.url)), 'table');
    await store.load('id');
    await store.saveIfUnchanged(emptyConversation('id', noon(0)));
    expect(stub.requests.map(({ headers }) => headers['x-amz-target'])).toEqual([
      'DynamoDB_20120810.GetItem',
      'DynamoDB_20120810.PutItem',
    ]);
    expect(JSON.parse(stub.requests[0]!.body)).toMatchObject({ ConsistentRead: true });
    await stub.close();
  });
});

describe('the DynamoDB look index', () => {
  it('follows the pages of a query up to its limit', async () => {
    const page = (seconds: readonly number[], hasMore: boolean) => ({
      Items: seconds.map((second) => ({
        pk: { S: `id-${second}` },
        lookShard: { N: '0' },
        lookAt: { N: String(noon(second)) },
      })),
      ...(hasMore && { LastEvaluatedKey: { pk: { S: 'id' } } }),
    });
    const pages = [page([1, 2], true), page([], true), page([3, 4], true), page([5], false)];
    const stub = await startStub(() => ({ status: 200, body: JSON.stringify(pages.shift()) }));
    const index = createLookIndex(new DynamoDBClient(clientOptions(stub.url)), 'table');
    const found: string[][] = [];
    for await (const timers of index.looks(0, { after: epochMs(0), upTo: noon(9), limit: 3 })) {
      found.push(timers.map(({ conversationId }) => conversationId));
    }
    expect(found).toEqual([['id-1', 'id-2'], ['id-3']]);
    expect(stub.requests.map(({ headers }) => headers['x-amz-target'])).toEqual(
      Array.from({ length: 3 }, () => 'DynamoDB_20120810.Query'),
    );
    await stub.close();
  });
});
