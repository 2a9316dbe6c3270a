import { failureOf } from '#shared/adapters/aws/failure.ts';
import type { PlacementOutcome } from '#shared/ports/placer.ts';

/** What a failed call to AWS means for a placement. */
export function toPlacementOutcome(error: unknown): PlacementOutcome {
  const failure = failureOf(error);
  if (failure === 'unknown') return { kind: 'unknown', because: 'no-clear-answer' };
  if (failure === 'refused') return { kind: 'refused', because: 'refused-by-aws', final: true };
  return { kind: 'refused', because: failure, final: false };
}
