import { once } from 'node:events';
import { createServer } from 'node:http';
import {
  type ServedGenesys,
  type ServedGenesysOptions,
  serveFakeGenesys,
} from '#local/genesys/serve-fake-genesys.ts';
import { readLimited } from '#local/read-limited.ts';

const MAX_BYTES = 1024 * 1024;

/** Starts the fake on a free port of its own, for tests in which it has to outlive the stack. */
export async function startFakeGenesys(
  options: ServedGenesysOptions,
): Promise<Pick<ServedGenesys, 'fake'> & { readonly url: string; close(): Promise<void> }> {
  const served = serveFakeGenesys(options);
  const server = createServer((request, response) => {
    void readLimited(request, MAX_BYTES)
      .then((body = Buffer.alloc(0)) => served.serve(request, response, body))
      .catch(() => request.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    fake: served.fake,
    url: `http://127.0.0.1:${port}`,
    async close() {
      served.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
