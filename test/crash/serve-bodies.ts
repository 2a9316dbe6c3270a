import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** Answers every request with the status that `take` says, on a free port of this machine. */
export async function serveBodies(take: (body: string, headers: IncomingHttpHeaders) => Promise<number>) {
  const server = createServer((request, response) => {
    void text(request)
      .then((body) => take(body, request.headers))
      .then((status) => response.writeHead(status).end())
      // A sender that was killed has nobody left to hear an answer.
      .catch(() => request.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
