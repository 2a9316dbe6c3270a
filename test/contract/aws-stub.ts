/** An HTTP server that stands in for an AWS service that fails: it answers what a test tells it to. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type StubAnswer =
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }
  /** Takes the request and breaks the connection. */
  | 'reset'
  /** Takes the request and never answers. */
  | 'silence';

export interface Stub {
  readonly url: string;
  readonly requests: readonly StubRequest[];
  close(): Promise<void>;
}

/** An error in the form that AWS's JSON protocols have. */
export const awsError = (status: number, name: string): StubAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name },
  body: JSON.stringify({ __type: name, message: 'quoted +4915112345678' }),
});

export async function startStub(answer: (request: StubRequest) => StubAnswer): Promise<Stub> {
  const requests: StubRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      const received = { url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(received);
      const told = answer(received);
      if (told === 'silence') return;
      if (told === 'reset') request.socket.resetAndDestroy();
      else response.writeHead(told.status, told.headers).end(told.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The address of a port on which nobody listens. */
export async function deadUrl(): Promise<string> {
  const stub = await startStub(() => ({ status: 500 }));
  await stub.close();
  return stub.url;
}

/** What every AWS client in a test needs: no waiting between tries, no real credentials. */
export const clientOptions = (endpoint: string) => ({
  endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 300, throwOnRequestTimeout: true },
});
