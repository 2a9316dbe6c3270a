import { describeRefusal, type RefusalDescription } from '#shared/adapters/genesys-api/describe-refusal.ts';
import type { GenesysAnswer, Refusal } from '#shared/adapters/genesys-api/genesys-answer.ts';
import type { GenesysRequest } from '#shared/adapters/genesys-api/genesys-request.ts';
import { reportRefusal } from '#shared/adapters/genesys-api/report-refusal.ts';
import type { PlacementOutcome } from '#shared/ports/placer.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

/** What Genesys' answer means for a placement. Where somebody has to mend something it says what. */
export function toGenesysOutcome(
  answer: GenesysAnswer,
  request: GenesysRequest,
  telemetry: Telemetry,
): PlacementOutcome {
  switch (answer.kind) {
    case 'done':
      return { kind: 'placed' };
    case 'postponed':
    case 'unknown':
      return answer;
    case 'refused':
      return refused(answer.refusal, request, telemetry);
  }
}

function refused(refusal: Refusal, request: GenesysRequest, telemetry: Telemetry): PlacementOutcome {
  const description = describeRefusal(refusal, request);
  const { because, final } = description;
  // Nobody's fault but that of our own credentials: the callback waits until they are mended.
  const isOurToken = refusal.status === 401;
  if (final || isOurToken) reportRefusal(telemetry, request, refusal, description);
  else reportPassing(refusal, description, request, telemetry);
  return isOurToken ? { kind: 'postponed', because } : { kind: 'refused', because, final };
}

function reportPassing(
  { status, code, contextId }: Refusal,
  { because }: RefusalDescription,
  { what, conversationId }: GenesysRequest,
  telemetry: Telemetry,
): void {
  const outcome = 'refused';
  telemetry.warn('genesys.failed', { what, conversationId, outcome, because, status, code, contextId });
}
