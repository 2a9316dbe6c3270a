import { readRetryAfter } from '#shared/adapters/http/retry-after.ts';
import { sendingFailureOf } from '#shared/adapters/http/sending-failure.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { PlacementOutcome } from '#shared/ports/placer.ts';

const UNCLEAR: PlacementOutcome = { kind: 'unknown', because: 'no-clear-answer' };

/**
 * What the status of an answer tells of a placement. Gateways answer 503 too where what is behind them took too long:
 * no clear no to `dials`, of which a repetition would be a second call.
 */
export function outcomeOfStatus(
  status: number,
  retryAfter: string | null,
  now: EpochMs,
  { dials }: { readonly dials: boolean },
): PlacementOutcome {
  if (status === 408 || (status === 503 && dials)) return UNCLEAR;
  if (status === 429 || status === 503) {
    const wait = readRetryAfter(retryAfter, now);
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
      return UNCLEAR;
  }
}

/** What a request without an answer tells of a placement: only without a connection is it certain that none was made. */
export function outcomeOfFailure(error: unknown): PlacementOutcome {
  const { sent, because } = sendingFailureOf(error);
  return sent === 'no' ? { kind: 'refused', because, final: false } : { kind: 'unknown', because };
}
