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

export interface HttpServerOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly ingest: HttpFunction;
  readonly query: HttpFunction;
  /** What `GET /_local/events` answers. */
  readonly events: () => unknown;
  /** Stands in for IAM, which guards the query on AWS. */
  readonly apiKey: string;
  readonly warn: (line: string) => void;
}

// API Gateway's own limits.
const MAX_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** Listens on 127.0.0.1. `close` resolves when the requests in flight are answered. */
export async function startHttpServer(
  options: HttpServerOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void serve(options, request, response);
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    throw isAddressInUse(error)
      ? new StartError(`Port ${options.port} is in use. Set PORT to another one.`)
      : error;
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

async function serve(
  options: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await readLimited(request, MAX_BYTES);
    if (body !== undefined) {
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
  options: HttpServerOptions,
  request: IncomingMessage,
  body: Buffer,
): Promise<APIGatewayProxyStructuredResultV2> {
  const event = toGatewayEvent(request, body);
  if (event.rawPath === '/_local/events') return localEvents(options, request.method);
  if (!/^\/conversations\/[^/]+$/.test(event.rawPath)) {
    return options.ingest(event, lambdaContext('ingest', TIMEOUT_MS));
  }
  if (!isSame(event.headers['x-api-key'] ?? '', options.apiKey)) {
    return problemResponse(toProblem('unauthenticated'));
  }
  return options.query(event, lambdaContext('query', TIMEOUT_MS));
}

function localEvents({ events }: HttpServerOptions, method: string | undefined) {
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
