import { afterAll, beforeAll } from 'vitest';
import { createDynaliteTable, createTable, type DynaliteTable } from '#test/builders/dynalite-table.ts';

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
      await createTable(engine.client, tableName);
      return tableName;
    },
  };
}
