import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { TABLE_SCHEMA } from '#shared/adapters/dynamodb/table.ts';
import { createDynaliteTable, type DynaliteTable } from '#test/builders/dynalite-table.ts';

/** A fresh table for each test, in one engine for all tests of a file. */
export function freshTables() {
  let engine: DynaliteTable;
  let made = 0;
  beforeAll(async () => {
    engine = await createDynaliteTable();
  });
  afterAll(() => engine.close());
  return {
    get client() {
      return engine.client;
    },
    /** Makes a table; answers its name. */
    async make(): Promise<string> {
      const tableName = `fresh-${++made}`;
      await engine.client.send(new CreateTableCommand({ TableName: tableName, ...TABLE_SCHEMA }));
      return tableName;
    },
  };
}
