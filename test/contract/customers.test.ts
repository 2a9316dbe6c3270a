import { DynamoDBClient, PutItemCommand, paginateScan, ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createCustomers } from '#shared/adapters/customers/create-customers.ts';
import { customerKeys } from '#shared/adapters/customers/customer-keys.ts';
import { StoredItemError } from '#shared/adapters/dynamodb/stored-item-error.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryCustomers } from '#shared/adapters/memory/memory-customers.ts';
import { days, type EpochMs, minutes, plus } from '#shared/domain/time.ts';
import type { CustomerReached } from '#shared/ports/customers.ts';
import { noon } from '#test/builders/times.ts';
import { awsError, clientOptions } from '#test/contract/aws-stub.ts';
import { aStub, closeAfterEachTest } from '#test/contract/closing.ts';
import { describeCustomers } from '#test/contract/customers.contract.ts';
import { freshTables } from '#test/contract/fresh-tables.ts';

closeAfterEachTest();

const NOW = noon(60);
const NUMBER = '+13175550142';
const CONTACT = '5b5f9b0a-8f3e-4c0f-9d43-3f0a54a9e1c7';
const TALK: CustomerReached = {
  conversationId: 'talk-1',
  externalContactId: CONTACT,
  numbers: [NUMBER],
  at: noon(0),
};

const tables = freshTables();

async function aTable() {
  const tableName = await tables.make();
  const at = (...values: readonly string[]) =>
    createCustomers({
      dynamoDb: tables.client,
      tableName,
      secret: async () => values,
      clock: createMemoryClock(NOW),
    });
  const items = async () => (await tables.client.send(new ScanCommand({ TableName: tableName }))).Items ?? [];
  return { tableName, at, items };
}

const ask = (customers: ReturnType<typeof createCustomers>) =>
  customers.reachedAt({ externalContactId: CONTACT, numbers: [NUMBER] }, 'callback-1');

describeCustomers('DynamoDB', async () => (await aTable()).at('key'));
describeCustomers('memory', async () => createMemoryCustomers());

describe('an item of a customer', () => {
  it('holds keyed hashes of what he is recognised by, when and where, and nothing else', async () => {
    const { at, items } = await aTable();
    await at('key').note(TALK);
    const stored = await items();
    expect(stored).toHaveLength(2);
    for (const item of stored) {
      expect(item).toEqual({
        pk: { S: expect.stringMatching(/^customer#[\w-]{22}$/) },
        reachedAt: { N: String(noon(0)) },
        conversationId: { S: 'talk-1' },
        expiresAt: { N: String(plus(noon(0), days(31)) / 1000) },
      });
    }
    expect(JSON.stringify(stored)).not.toMatch(/3175550142|5b5f9b0a/);
  });

  it('has another key under another secret, and the same under the same', () => {
    const customer = { externalContactId: CONTACT, numbers: [NUMBER] };
    const keys = customerKeys('one', customer);
    expect(customerKeys('one', { ...customer, numbers: ['tel:1-317-555-0142'] })).toEqual(keys);
    expect(new Set([...keys, ...customerKeys('two', customer)]).size).toBe(4);
  });

  it('is not found by the sweep', async () => {
    const { at, tableName } = await aTable();
    await at('key').note(TALK);
    const pages = paginateScan({ client: tables.client }, { TableName: tableName, IndexName: 'looks' });
    for await (const { Count } of pages) expect(Count).toBe(0);
  });

  it('that does not fit is refused, naming the attribute and nothing of its content', async () => {
    const { tableName, at } = await aTable();
    const [pk = ''] = customerKeys('key', { numbers: [NUMBER] });
    const Item = { pk: { S: pk }, reachedAt: { S: NUMBER }, conversationId: { S: 'talk-1' } };
    await tables.client.send(new PutItemCommand({ TableName: tableName, Item }));
    const error = await ask(at('key')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoredItemError);
    expect(error).toMatchObject({ attribute: 'reachedAt' });
    expect(String(error)).not.toContain(NUMBER);
  });
});

describe('the key of the hashes', () => {
  it('may be rotated: what was noted under the previous one is found, what is noted now stands under the new', async () => {
    const { at, items } = await aTable();
    await at('one').note(TALK);
    expect(await ask(at('two', 'one'))).toBe(noon(0));
    await at('two', 'one').note({ ...TALK, at: noon(5) });
    expect(await ask(at('two', 'one'))).toBe(noon(5));
    expect(await ask(at('two'))).toBe(noon(5));
    expect(await items()).toHaveLength(4);
  });

  it('has to be there: without one nothing is written', async () => {
    const { at, items } = await aTable();
    await expect(at().note(TALK)).rejects.toThrow(TypeError);
    expect(await items()).toEqual([]);
  });

  it('that is out of reach is our own trouble, for notes and questions alike', async () => {
    const customers = createCustomers({
      dynamoDb: tables.client,
      tableName: 'customers-1',
      secret: async () => Promise.reject(new Error('out of reach')),
      clock: createMemoryClock(NOW),
    });
    await expect(customers.note(TALK)).rejects.toThrow('out of reach');
    await expect(ask(customers)).rejects.toThrow('out of reach');
  });
});

/** Processes that share a table, and what they asked of it. */
async function processes(tableName: string) {
  const endpoint = await tables.client.config.endpoint!();
  const dynamoDb = new DynamoDBClient({ ...clientOptions(''), endpoint, requestHandler: {} });
  const commands: (string | undefined)[] = [];
  dynamoDb.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        commands.push(commandName);
        return next(args);
      },
    { step: 'initialize' },
  );
  const clock = createMemoryClock(NOW);
  const start = () => createCustomers({ dynamoDb, tableName, secret: async () => ['key'], clock });
  return { commands, start };
}

describe('a talk that is told again', () => {
  it('is not written again by the same process', async () => {
    const { tableName } = await aTable();
    const { commands, start } = await processes(tableName);
    const customers = start();
    await customers.note(TALK);
    await customers.note(TALK);
    await customers.note({ ...TALK, at: noon(-1) });
    expect(commands).toEqual(['PutItemCommand', 'PutItemCommand']);
    await customers.note({ ...TALK, at: noon(1) });
    expect(commands).toHaveLength(4);
  });

  it('changes nothing through another process', async () => {
    const { tableName, items } = await aTable();
    const { start } = await processes(tableName);
    await start().note(TALK);
    const before = await items();
    await start().note({ ...TALK, conversationId: 'another' });
    await start().note({ ...TALK, conversationId: 'another', at: noon(-1) });
    expect(await items()).toEqual(before);
  });

  it('is written again where it could not be written', async () => {
    const { tableName } = await aTable();
    const { start } = await processes(`${tableName}-that-does-not-exist`);
    const customers = start();
    await expect(customers.note(TALK)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(customers.note(TALK)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('may be forgotten by a process that took many others in, at no harm', async () => {
    const { tableName } = await aTable();
    const { commands, start } = await processes(tableName);
    const customers = start();
    await customers.note({ ...TALK, numbers: [] });
    for (let hundred = 0; hundred < 20; hundred++) {
      const others = Array.from({ length: 100 }, (_, one) => `other-${hundred * 100 + one}`);
      await Promise.all(
        others.map((externalContactId) => customers.note({ ...TALK, externalContactId, numbers: [] })),
      );
    }
    commands.length = 0;
    await customers.note({ ...TALK, numbers: [] });
    await customers.note({ ...TALK, externalContactId: 'other-1999', numbers: [] });
    expect(commands).toEqual(['PutItemCommand']);
    expect(await ask(customers)).toBe(noon(0));
  }, 30_000);
});

describe('an instant that cannot be', () => {
  const noted = async (at: EpochMs) => {
    const table = await aTable();
    await table.at('key').note({ ...TALK, at });
    return (await table.items()).length > 0;
  };

  it('ahead of our clock by more than 5 min is not noted', async () => {
    expect(await noted(plus(NOW, minutes(5)))).toBe(true);
    expect(await noted(plus(NOW, minutes(6)))).toBe(false);
  });

  it('of so long ago that nobody asks for it is not noted', async () => {
    expect(await noted(plus(NOW, days(-31)))).toBe(true);
    expect(await noted(plus(NOW, days(-32)))).toBe(false);
  });
});

describe('trouble with the table', () => {
  it.each(['ThrottlingException', 'InternalServerError', 'ProvisionedThroughputExceededException'])(
    '%s propagates from notes and questions alike',
    async (name) => {
      const stub = await aStub(awsError(400, name));
      const customers = createCustomers({
        dynamoDb: new DynamoDBClient(clientOptions(stub.url)),
        tableName: 'table',
        secret: async () => ['key'],
        clock: createMemoryClock(NOW),
      });
      await expect(customers.note(TALK)).rejects.toMatchObject({ name });
      await expect(ask(customers)).rejects.toMatchObject({ name });
      for (const { body } of stub.requests) expect(body).not.toMatch(/3175550142|5b5f9b0a/);
    },
  );
});
