/** An HTTP server between a client and another server, which may change, quote or lose what passes. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Passing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RunningProxy {
  readonly url: string;
  /** Everything that passed so far. */
  readonly passed: readonly Passing[];
  close(): Promise<void>;
}

/** Answers a request itself, or by what the server behind it answers; `undefined` breaks the connection. */
export type Answering = (passing: Passing, forward: () => Promise<Reply>) => Promise<Reply | undefined>;

/** Everything that a request holds, as a server would quote it that wants to be helpful. */
export const quoteOf = ({ method, url, headers, body }: Passing): string =>
  `cannot do ${method} ${url} with ${JSON.stringify(headers)} and ${body}`;

// What belongs to one connection alone.
const HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'content-encoding']);
const withoutHop = (headers: Iterable<[string, string]>) =>
  Object.fromEntries([...headers].filter(([name]) => !HOP.has(name)));

async function read(request: IncomingMessage): Promise<Passing> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = 'GET', url = '/', headersDistinct } = request;
  const headers = Object.entries(headersDistinct).map(([name, values = []]): [string, string] => [
    name,
    values.join(', '),
  ]);
  return { method, url, headers: Object.fromEntries(headers), body: Buffer.concat(chunks).toString() };
}

async function forward(target: string, passing: Passing, signal: AbortSignal): Promise<Reply> {
  const { method, url, headers, body } = passing;
  const answer = await fetch(`${target}${url}`, {
    method,
    headers: withoutHop(Object.entries(headers)),
    redirect: 'manual',
    signal,
    ...(body !== '' && { body }),
  });
  return { status: answer.status, headers: withoutHop(answer.headers), body: await answer.text() };
}

/** Starts one in front of `target`. */
export async function startProxy(target: string, answering: Answering): Promise<RunningProxy> {
  const passed: Passing[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const passing = await read(request);
      passed.push(passing);
      const reply = await answering(passing, () => forward(target, passing, gone.signal));
      if (reply === undefined) request.socket.resetAndDestroy();
      else response.writeHead(reply.status, reply.headers).end(reply.body);
    } catch {
      request.socket.resetAndDestroy();
    }
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    passed,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
