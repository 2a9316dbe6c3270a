import type { Fetch } from '#shared/adapters/genesys-api/exchange.ts';

export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

export type Scripted =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | Error
  | (() => Response)
  /** Never answers; ends when it is given up. */
  | 'silence';

export interface ScriptedFetch {
  readonly fetch: Fetch;
  /** Requests for tokens, and all others. */
  readonly tokens: readonly Sent[];
  readonly requests: readonly Sent[];
}

export const aToken = (token: string, expiresIn = 86_399): Scripted => ({
  status: 200,
  body: { access_token: token, token_type: 'bearer', expires_in: expiresIn },
});

export const anError = (status: number, code?: string, headers: Record<string, string> = {}): Scripted => ({
  status,
  headers,
  body: {
    message: 'quoted +4915112345678',
    ...(code !== undefined && { code }),
    status,
    contextId: 'acd09940-2190-4d3e-a4af-5d3cdbfb2f32',
  },
});

/** A failure as `fetch` reports it. */
export const failed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('quoted +4915112345678'), { code }) });

const toText = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

async function answer(scripted: Scripted, signal: AbortSignal): Promise<Response> {
  if (scripted === 'silence') {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    throw signal.reason;
  }
  if (scripted instanceof Error) throw scripted;
  if (typeof scripted === 'function') return scripted();
  const { status, body, headers = {} } = scripted;
  return new Response(body === undefined ? null : toText(body), { status, headers });
}

/** Answers API requests and requests for tokens one after another; the last answer of each is given for ever. */
export function scriptedFetch(
  answers: readonly Scripted[],
  tokenAnswers: readonly Scripted[] = [aToken('token-1'), aToken('token-2')],
): ScriptedFetch {
  const tokens: Sent[] = [];
  const requests: Sent[] = [];
  const fetch: Fetch = (url, { method = '', headers, body, signal }) => {
    const isToken = url.endsWith('/oauth/token');
    const [seen, script] = isToken ? [tokens, tokenAnswers] : [requests, answers];
    seen.push({ method, url, headers: new Headers(headers), body: body as string | undefined });
    const scripted = script[seen.length - 1] ?? script.at(-1);
    if (scripted === undefined) throw new Error('Nothing is scripted.');
    return answer(scripted, signal as AbortSignal);
  };
  return { fetch, tokens, requests };
}
