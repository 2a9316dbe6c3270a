/** The fake behind real sockets and on real time: what `handle` cannot answer breaks the connection. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  createFakeGenesys,
  type FakeGenesys,
  type FakeGenesysOptions,
} from '#local/genesys/create-fake-genesys.ts';
import { createWebhook, type Receiver } from '#local/genesys/webhook.ts';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';

export interface ServedGenesysOptions extends Pick<FakeGenesysOptions, 'clients' | 'settings'> {
  /** Where notifications are delivered to; asked before each delivery. */
  readonly webhook: () => Receiver;
}

export interface ServedGenesys {
  readonly fake: FakeGenesys;
  serve(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void>;
  /** Breaks off whatever still waits for an answer, and lets nothing more happen by itself. */
  close(): void;
}

// The longest that a timer can wait.
const MAX_TIMER_MS = 2_147_483_647;

/** Creates one for a server of somebody else's; `serve` takes the requests that are for it. */
export function serveFakeGenesys({ webhook: receiver, ...options }: ServedGenesysOptions): ServedGenesys {
  const webhook = createWebhook(receiver);
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const fake = createFakeGenesys({
    clock: systemClock,
    notify: webhook.send,
    onAgenda: () => setImmediate(wait),
    ...options,
  });
  function wait() {
    clearTimeout(timer);
    const next = fake.nextAt();
    if (next === undefined || closing.signal.aborted) return;
    const length = Math.min(Math.max(0, next - systemClock.now()), MAX_TIMER_MS);
    timer = setTimeout(() => {
      fake.runDue();
      wait();
    }, length).unref();
  }
  return {
    fake,
    serve: (request, response, body) => answer(fake, closing.signal, request, response, body),
    close() {
      closing.abort();
      clearTimeout(timer);
      webhook.stop();
    },
  };
}

async function answer(
  fake: FakeGenesys,
  closing: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  // A page of another origin may have its own name resolve to this machine.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
    response.writeHead(403).end();
    return;
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const signal = AbortSignal.any([gone.signal, closing]);
    const answered = await fake.handle(toRequest(request, body, signal));
    response.writeHead(answered.status, Object.fromEntries(answered.headers));
    response.end(Buffer.from(await answered.arrayBuffer()));
  } catch {
    // With a reset, which is what clients see of a connection that breaks, not of one that ends.
    request.socket.resetAndDestroy();
  }
}

function toRequest(request: IncomingMessage, body: Buffer, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', headersDistinct } = request;
  const headers = Object.entries(headersDistinct).map(([name, values = []]): [string, string] => [
    name,
    values.join(', '),
  ]);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(url, 'http://127.0.0.1'), {
    method,
    headers,
    signal,
    ...(hasBody && { body: new Uint8Array(body) }),
  });
}
