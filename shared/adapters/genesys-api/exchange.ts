import { type ErrorFacts, readErrorBody } from '#shared/adapters/genesys-api/read-error-body.ts';
import { dropBody, readText } from '#shared/adapters/http/read-text.ts';
import { readRetryAfter } from '#shared/adapters/http/retry-after.ts';
import { sendingFailureOf } from '#shared/adapters/http/sending-failure.ts';
import { VERSION } from '#shared/config/version.ts';
import type { DurationMs } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How one HTTP request ended. */
export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly error: ErrorFacts;
      /** Of a success, where it was to be read and was not too long. */
      readonly text?: string;
      readonly retryAfter?: DurationMs;
    }
  /** Certain that nothing left. */
  | { readonly kind: 'not-sent'; readonly because: string }
  /** It may have arrived. */
  | { readonly kind: 'lost'; readonly because: string };

export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Most bytes to be read of a success; its body is let go where this is missing. */
  readonly readAtMost?: number;
  readonly signal: AbortSignal;
}

const USER_AGENT = `genesys-cloud-callback-automation/${VERSION}`;
const LONGEST_ERROR = 65_536;

/** Makes one HTTP request, never a second one, and tells how it ended. Never rejects. */
export async function exchange(fetch: Fetch, request: HttpRequest, clock: Clock): Promise<Exchange> {
  const { url, method, headers, body, signal } = request;
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        ...headers,
        'user-agent': USER_AGENT,
        // A kept connection may be closed by the other side just as the request goes out, and nobody would know more.
        connection: 'close',
      },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal,
    });
    return await read(answer, request, clock);
  } catch (error) {
    const { sent, because } = sendingFailureOf(error);
    return { kind: sent === 'no' ? 'not-sent' : 'lost', because };
  }
}

async function read(answer: Response, { readAtMost }: HttpRequest, clock: Clock): Promise<Exchange> {
  const { status, ok } = answer;
  if (!ok) {
    const error = readErrorBody(await readText(answer, LONGEST_ERROR).catch(() => undefined));
    const retryAfter = readRetryAfter(answer.headers.get('retry-after'), clock.now());
    return { kind: 'answered', status, error, ...(retryAfter !== undefined && { retryAfter }) };
  }
  if (readAtMost === undefined) {
    dropBody(answer);
    return { kind: 'answered', status, error: {} };
  }
  const text = await readText(answer, readAtMost);
  return { kind: 'answered', status, error: {}, ...(text !== undefined && { text }) };
}
