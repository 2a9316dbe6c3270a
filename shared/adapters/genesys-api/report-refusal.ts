import type { RefusalDescription } from '#shared/adapters/genesys-api/describe-refusal.ts';
import type { Refusal } from '#shared/adapters/genesys-api/genesys-answer.ts';
import type { GenesysRequest } from '#shared/adapters/genesys-api/genesys-request.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

/** Tells whoever operates the stack that Genesys says no, and what to mend. */
export function reportRefusal(
  telemetry: Telemetry,
  { what, conversationId }: GenesysRequest,
  { status, code, contextId }: Refusal,
  { because, fix }: RefusalDescription,
): void {
  telemetry.count('genesys.refused');
  telemetry.warn('genesys.refused', { what, conversationId, because, status, code, contextId, fix });
}
