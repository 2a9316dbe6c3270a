import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** A port of 127.0.0.1 before a server that listens on a Unix socket. */
export interface TlsFront {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Stands where a load balancer would end TLS: passes everything on, marked as having come by HTTPS.
 *
 * Policies that refuse plain HTTP are enforced then, and let the stack's own traffic through. MiniStack's own TLS
 * takes port 443 beside its port.
 */
export async function startTlsFront(socketPath: string): Promise<TlsFront> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => passOn(incoming, outgoing, { socketPath, agent }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  const close = async () => {
    server.close();
    server.closeAllConnections();
    agent.destroy();
  };
  return { port: address.port, close };
}

function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  to: { socketPath: string; agent: Agent },
): void {
  const { method, url: path, headers } = incoming;
  const onward = request({ ...to, method, path, headers: { ...headers, 'x-forwarded-proto': 'https' } });
  onward.once('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.once('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
