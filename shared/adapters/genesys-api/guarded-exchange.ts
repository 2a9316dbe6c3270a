import { createBreaker } from '#shared/adapters/genesys-api/breaker.ts';
import { type Exchange, exchange, type Fetch } from '#shared/adapters/genesys-api/exchange.ts';
import { isOutage, LONGEST_WAIT, toAnswer } from '#shared/adapters/genesys-api/genesys-answer.ts';
import type { GenesysRequest } from '#shared/adapters/genesys-api/genesys-request.ts';
import { type DurationMs, durationMs, type EpochMs, minutes, plus } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

export interface GuardedExchangeDeps {
  readonly apiUrl: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Makes one API request with a token, unless Genesys is known to be out of order or asked to be left alone. */
export type GuardedExchange = (
  request: GenesysRequest,
  token: string,
  signal: AbortSignal,
) => Promise<Exchange>;

const LONGEST_REST = minutes(15);

export function createGuardedExchange(deps: GuardedExchangeDeps): GuardedExchange {
  const { apiUrl, fetch, clock, telemetry } = deps;
  let restUntil: EpochMs | undefined;
  const breaker = createBreaker<Exchange>({
    isFailure: isOutage,
    onOpen: () => telemetry.warn('genesys.failed', { because: 'breaker-opened' }),
  });

  return async (request, token, signal) => {
    if (signal.aborted) return { kind: 'not-sent', because: 'out-of-time' };
    if (restUntil !== undefined && clock.now() < restUntil) return BREAKER_OPEN;
    const ended = await breaker(() => {
      telemetry.count('genesys.requests');
      return exchange(fetch, toHttp(apiUrl, request, token, signal), clock);
    });
    if (ended === undefined) return BREAKER_OPEN;
    const rest = restAfter(ended);
    if (rest !== undefined) restUntil = plus(clock.now(), rest);
    report(request, ended, telemetry);
    return ended;
  };
}

const BREAKER_OPEN = { kind: 'not-sent', because: 'breaker-open' } as const;

function toHttp(apiUrl: string, request: GenesysRequest, token: string, signal: AbortSignal) {
  const { method, path, body, readAtMost } = request;
  return {
    url: `${apiUrl}${path}`,
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(readAtMost !== undefined && { readAtMost }),
    signal,
  };
}

function restAfter(ended: Exchange): DurationMs | undefined {
  if (ended.kind !== 'answered' || ended.status !== 429) return undefined;
  const { retryAfter } = ended;
  return retryAfter === undefined || retryAfter <= LONGEST_WAIT
    ? undefined
    : durationMs(Math.min(retryAfter, LONGEST_REST));
}

/** A refusal is reported by whoever knows what it means. */
function report({ what, conversationId }: GenesysRequest, ended: Exchange, telemetry: Telemetry): void {
  const answer = toAnswer(ended);
  if (answer.kind === 'done' || answer.kind === 'refused') return;
  const { status, error, retryAfter } = ended.kind === 'answered' ? ended : UNANSWERED;
  if (status === 429) telemetry.count('genesys.throttled');
  const { kind: outcome, because } = answer;
  telemetry.warn('genesys.failed', { what, conversationId, outcome, because, status, ...error, retryAfter });
}

const UNANSWERED = { status: undefined, error: {}, retryAfter: undefined };
