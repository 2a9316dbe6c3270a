import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Intake, issuesIn, type Outcome } from '#lambdas/ingest/outcome.ts';
import { type Problem, toProblem } from '#lambdas/middleware/problem.ts';
import { RefusedError } from '#lambdas/middleware/refused-error.ts';
import { toIso } from '#shared/domain/time.ts';

// Enough to mend the sender by, and a bound on what a hostile body can make us answer.
const MAX_ISSUES = 20;

/** What the sender is told of one element. */
export type Answer =
  | {
      readonly outcome: 'recorded' | 'duplicate' | 'stale' | 'ignored';
      readonly conversationId?: string;
      readonly nextLook?: { readonly at: string; readonly why: string };
    }
  | { readonly outcome: 'refused'; readonly problem: Problem };

/** Answers 200 with one outcome, or with an array of them; throws the refusal where nothing could be taken. */
export function answerOf(intake: Intake): APIGatewayProxyStructuredResultV2 {
  const { form, outcomes } = intake;
  const [first] = outcomes;
  if (form === 'one' && first?.outcome === 'refused') {
    throw new RefusedError(first.refusal.reason, { issues: first.refusal.issues.slice(0, MAX_ISSUES) });
  }
  if (outcomes.length > 0 && outcomes.every(({ outcome }) => outcome === 'refused')) {
    throw new RefusedError('all-refused', { issues: issuesIn(intake).slice(0, MAX_ISSUES) });
  }
  const answers = outcomes.map(toAnswer);
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(form === 'one' ? answers[0] : answers),
  };
}

function toAnswer(outcome: Outcome): Answer {
  if (outcome.outcome === 'refused') {
    const { reason, issues } = outcome.refusal;
    return { outcome: 'refused', problem: toProblem(reason, issues.slice(0, MAX_ISSUES)) };
  }
  const { conversationId } = outcome;
  return {
    outcome: outcome.outcome,
    ...(conversationId !== undefined && { conversationId }),
    ...('nextLook' in outcome && {
      nextLook: { at: toIso(outcome.nextLook.at), why: outcome.nextLook.why },
    }),
  };
}
