declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Makes an HTTP server that answers as DynamoDB does; its data are kept at `path`, or in memory. */
  function dynalite(options?: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
  export = dynalite;
}
