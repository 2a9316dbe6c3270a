import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { createRateStore } from '#shared/adapters/dynamodb/rate-store.ts';
import { StoredItemError } from '#shared/adapters/dynamodb/stored-item-error.ts';
import { rateKey } from '#shared/adapters/dynamodb/table.ts';
import { createMemoryRateStore } from '#shared/adapters/memory/memory-rate-store.ts';
import { emptyConversation } from '#shared/domain/conversation.ts';
import { noon } from '#test/builders/times.ts';
import { awsError, clientOptions } from '#test/contract/aws-stub.ts';
import { aStub, closeAfterEachTest } from '#test/contract/closing.ts';
import { freshTables } from '#test/contract/fresh-tables.ts';
import { describeRateStore } from '#test/contract/rate-store.contract.ts';

closeAfterEachTest();

const tables = freshTables();

describeRateStore('Memory', async () => createMemoryRateStore());
describeRateStore('DynamoDB', async () => createRateStore(tables.client, await tables.make()));

const aRate = { version: 0, lanes: new Map([['placements', noon(1)]]) };

describe('the rates in DynamoDB', () => {
  it('are no conversations, whatever ids those have', async () => {
    const tableName = await tables.make();
    const rates = createRateStore(tables.client, tableName);
    const conversations = createConversationStore(tables.client, tableName);
    const conversationId = rateKey('genesys');
    await rates.saveIfUnchanged('genesys', aRate);
    expect(await conversations.load(conversationId)).toBeUndefined();
    expect(await conversations.saveIfUnchanged(emptyConversation(conversationId, noon(0)))).toBe(true);
    expect(await rates.load('genesys')).toStrictEqual({ ...aRate, version: 1 });
  });

  it.each([
    ['version', { lanes: { M: {} } }],
    ['version', { version: { S: 'one' }, lanes: { M: {} } }],
    ['version', { version: { N: '1.5' }, lanes: { M: {} } }],
    ['lanes', { version: { N: '1' }, lanes: { M: { placements: { S: '+4915112345678' } } } }],
    ['lanes', { version: { N: '1' }, lanes: { M: { placements: { N: '1.5' } } } }],
  ])('refuse an item whose %s does not fit, and quote nothing of it: %o', async (attribute, item) => {
    const tableName = await tables.make();
    const Item = { pk: { S: rateKey('genesys') }, ...item };
    await tables.client.send(new PutItemCommand({ TableName: tableName, Item }));
    const error = await createRateStore(tables.client, tableName)
      .load('genesys')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoredItemError);
    expect(error).toMatchObject({ attribute });
    expect(String(error)).not.toContain('4915112345678');
  });

  it.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'InternalServerError'])(
    'let %s propagate from reads and writes alike',
    async (name) => {
      const stub = await aStub(awsError(400, name));
      const client = new DynamoDBClient(clientOptions(stub.url));
      const rates = createRateStore(client, 'table');
      await expect(rates.load('genesys')).rejects.toMatchObject({ name });
      await expect(rates.saveIfUnchanged('genesys', aRate)).rejects.toMatchObject({ name });
      client.destroy();
    },
  );
});
