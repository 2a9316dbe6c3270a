import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { TABLE_SCHEMA } from '#shared/adapters/dynamodb/table.ts';

export interface DynaliteTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  close(): Promise<void>;
}

/** A table with its index in a real engine, in memory, over the real wire. */
export async function createDynaliteTable(tableName = 'conversations'): Promise<DynaliteTable> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await createTable(client, tableName);
  return {
    client,
    tableName,
    close: async () => {
      client.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Answers once the table is ready: dynalite, as DynamoDB, answers before. */
export async function createTable(client: DynamoDBClient, tableName: string): Promise<void> {
  await client.send(new CreateTableCommand({ TableName: tableName, ...TABLE_SCHEMA }));
  const seconds = { minDelay: 0.01, maxDelay: 0.1, maxWaitTime: 10 };
  await waitUntilTableExists({ client, ...seconds }, { TableName: tableName });
}
