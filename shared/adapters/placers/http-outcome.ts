import { readRetryAfter } from '#shared/adapters/http/retry-after.ts';
import { sendingFailureOf } from '#shared/adapters/http/sending-failure.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { PlacementOutcome } from '#shared/ports/placer.ts';

/** What the status of an answer tells of a placement. */
export function outcomeOfStatus(status: number, retryAfter: string | null, now: EpochMs): PlacementOutcome {
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
      return { kind: 'unknown', because: 'no-clear-answer' };
  }
}

/** What a request without an answer tells of a placement: only without a connection is it certain that none was made. */
export function outcomeOfFailure(error: unknown): PlacementOutcome {
  const { sent, because } = sendingFailureOf(error);
  return sent === 'no' ? { kind: 'refused', because, final: false } : { kind: 'unknown', because };
}
