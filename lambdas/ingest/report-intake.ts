import { type Intake, issuesIn, type Outcome, type RefusedOutcome } from '#lambdas/ingest/outcome.ts';
import { toIso } from '#shared/domain/time.ts';
import type { ParsedElement } from '#shared/genesys/parse-notification.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

// Enough to mend a sender by; the answer to the sender has more.
const MAX_LOGGED_ISSUES = 5;

const WORDS = {
  recorded: { event: 'notification.recorded', metric: 'notifications.recorded' },
  duplicate: { event: 'notification.duplicate', metric: 'notifications.duplicate' },
  stale: { event: 'notification.stale', metric: 'notifications.stale' },
  ignored: { event: 'notification.ignored', metric: 'notifications.ignored' },
} as const satisfies Record<Taken['outcome'], { event: string; metric: string }>;

type Taken = Exclude<Outcome, RefusedOutcome>;

/** Logs and counts an element that was taken. */
export function reportTaken(
  taken: Taken,
  element: ParsedElement,
  telemetry: Telemetry,
  fields: { readonly elements: number; readonly milliseconds: number },
): void {
  const { event, metric } = WORDS[taken.outcome];
  telemetry.count(metric);
  telemetry.info(event, {
    conversationId: taken.conversationId,
    ...(element.kind === 'ignored' && { because: element.because }),
    ...('nextLook' in taken && { nextLookAt: toIso(taken.nextLook.at), nextLookWhy: taken.nextLook.why }),
    ...fields,
  });
}

/** Logs and counts what was refused of a body, in one line: where, and what was expected there. */
export function reportRefused(intake: Intake, telemetry: Telemetry): void {
  const refused = intake.outcomes.filter((outcome) => outcome.outcome === 'refused');
  if (refused.length === 0) return;
  const issues = issuesIn(intake);
  telemetry.count('notifications.refused', refused.length);
  telemetry.warn('notification.refused', {
    reason: [...new Set(refused.map(({ refusal }) => refusal.reason))].join(', '),
    elements: intake.outcomes.length,
    refused: refused.length,
    issues: issues.length,
    expected: issues
      .slice(0, MAX_LOGGED_ISSUES)
      .map(({ path, expected }) => `${path || '(body)'}: ${expected}`)
      .join('; '),
  });
}
