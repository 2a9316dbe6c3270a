import { type DurationMs, durationMs, type EpochMs, hours } from '#shared/domain/time.ts';
import type { PlacementOutcome } from '#shared/ports/placer.ts';

/** Whatever the other side asks for, we try again within this. */
const LONGEST_WAIT = hours(1);

/** What the status of an answer tells of a placement. */
export function outcomeOfStatus(status: number, retryAfter: string | null, now: EpochMs): PlacementOutcome {
  if (status === 429 || status === 503) {
    const wait = waitOf(retryAfter, now);
    const because = status === 429 ? 'too-many-requests' : 'not-available';
    return { kind: 'refused', because, final: false, ...(wait !== undefined && { retryAfter: wait }) };
  }
  switch (Math.floor(status / 100)) {
    case 2:
      return { kind: 'placed' };
    case 3:
      return { kind: 'refused', because: 'redirected', final: true };
    case 4:
      return { kind: 'refused', because: `http-${status}`, final: true };
    default:
      return { kind: 'unknown', because: 'no-clear-answer' };
  }
}

/** `Retry-After`: seconds, or a date. */
function waitOf(retryAfter: string | null, now: EpochMs): DurationMs | undefined {
  const text = retryAfter?.trim() ?? '';
  const isDate = /^[A-Z][a-z]+, .* GMT$/.test(text);
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  const wait = isDate ? Date.parse(text) - now : seconds * 1000;
  return Number.isNaN(wait) ? undefined : durationMs(Math.min(Math.max(wait, 0), LONGEST_WAIT));
}

const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** Node's and OpenSSL's codes for a certificate that does not hold: the request waits for the handshake. */
const NO_SECURE_CONNECTION = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** What a request without an answer tells of a placement: only without a connection is it certain that none was made. */
export function outcomeOfFailure(error: unknown): PlacementOutcome {
  const code = codeOf(error);
  if (NO_CONNECTION.has(code)) return { kind: 'refused', because: 'no-connection', final: false };
  if (NO_SECURE_CONNECTION.test(code)) {
    return { kind: 'refused', because: 'no-secure-connection', final: false };
  }
  return { kind: 'unknown', because: isTimeout(error) ? 'timed-out' : 'connection-lost' };
}

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError';

/** `fetch` hides the code of a failure in its cause. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}
