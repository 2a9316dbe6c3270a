/**
 * Stands in for the HTTP API: turns requests into events, and a function's answers into responses.
 *
 * Which paths and methods there are is for the functions to say, as behind API Gateway's `$default` route.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { problemResponse, toProblem } from '#lambdas/middleware/problem.ts';
import { toGatewayEvent } from '#local/gateway-event.ts';
import { lambdaContext } from '#local/lambda-context.ts';
import { readLimited } from '#local/read-limited.ts';
import { StartError } from '#local/start-error.ts';

type HttpFunction = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

export interface Routes {
  readonly ingest: HttpFunction;
  readonly query: HttpFunction;
  readonly operator: HttpFunction;
  /** Answers what is below `/_genesys` itself. */
  readonly genesys: (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<void>;
  /** What `GET /_local/events` answers. */
  readonly events: () => unknown;
  /** Stands in for IAM, which guards query and operator on AWS. */
  readonly apiKey: string;
  readonly warn: (line: string) => void;
}

// API Gateway's own limits.
const MAX_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

export interface HttpServer {
  readonly url: string;
  /** To be called before anything else is awaited: until then there is nobody to answer. */
  serve(routes: Routes): void;
  /** Resolves when the requests in flight are answered. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; on any free port where it is 0. */
export async function startHttpServer(wantedPort: number): Promise<HttpServer> {
  const server = createServer();
  server.listen(wantedPort, '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    throw isAddressInUse(error)
      ? new StartError(`Port ${wantedPort} is in use. Set PORT to another one.`)
      : error;
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : wantedPort;
  return {
    url: `http://127.0.0.1:${port}`,
    serve(routes) {
      server.on('request', (request, response) => void serve(routes, request, response));
    },
    close: () => close(server),
  };
}

async function serve(options: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readLimited(request, MAX_BYTES);
    if (body !== undefined) {
      if (/^\/_genesys\//.test(request.url ?? '')) {
        await options.genesys(request, response, body);
        return;
      }
      send(response, await answer(options, request, body));
      return;
    }
    send(response, problemResponse(toProblem('too-large'), { connection: 'close' }));
    // What is still under way is thrown away, so that the sender gets to read the answer.
    request.resume();
    setTimeout(() => request.destroy(), 1000).unref();
  } catch {
    // A sender that breaks off is no fault of ours, and there is nobody left to answer.
    if (request.destroyed && !request.complete) return;
    options.warn(`local HTTP API: ${request.method} failed`);
    send(response, { statusCode: 500, body: JSON.stringify({ message: 'Internal Server Error' }) });
  }
}

async function answer(
  options: Routes,
  request: IncomingMessage,
  body: Buffer,
): Promise<APIGatewayProxyStructuredResultV2> {
  const event = toGatewayEvent(request, body);
  if (event.rawPath === '/_local/events') return localEvents(options, request.method);
  const name = functionFor(event.rawPath);
  if (name === 'ingest') return options.ingest(event, lambdaContext(name, TIMEOUT_MS));
  if (!isSame(event.headers['x-api-key'] ?? '', options.apiKey)) {
    return problemResponse(toProblem('unauthenticated'));
  }
  return options[name](event, lambdaContext(name, TIMEOUT_MS));
}

function functionFor(path: string): 'ingest' | 'query' | 'operator' {
  const [, decisions] = /^\/conversations\/[^/]+(\/decisions)?$/.exec(path) ?? [undefined, 'none'];
  if (decisions === 'none') return 'ingest';
  return decisions === undefined ? 'query' : 'operator';
}

function localEvents({ events }: Routes, method: string | undefined) {
  if (method !== 'GET') return problemResponse(toProblem('method-not-allowed'), { allow: 'GET' });
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(events()),
  };
}

function send(response: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  if (response.destroyed || response.headersSent) return;
  const { statusCode = 200, headers = {}, body = '', isBase64Encoded = false } = result;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  response.writeHead(statusCode).end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}

/** Compares in constant time. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

async function close(server: Server): Promise<void> {
  const sweeper = setInterval(() => server.closeIdleConnections(), 20);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(sweeper);
}
