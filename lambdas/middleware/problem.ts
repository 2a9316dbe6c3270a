import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Issue, RefusalReason } from '#lambdas/middleware/refused-error.ts';

export type ProblemReason = RefusalReason | 'unavailable';

/** A problem after RFC 9457. Never carries a value of the request. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly reason: ProblemReason;
  readonly issues?: readonly Issue[];
}

const STATUS = {
  'not-json': 400,
  'not-an-object': 400,
  'too-deep': 400,
  invalid: 400,
  'no-conversation-id': 400,
  'all-refused': 400,
  unauthenticated: 401,
  'unknown-conversation': 404,
  'unknown-callback': 404,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-undecided': 409,
  'another-doubt': 409,
  'too-large': 413,
  unavailable: 503,
} as const satisfies Record<ProblemReason, number>;

const TITLE = {
  'not-json': 'The body is not JSON',
  'not-an-object': 'The body is neither a JSON object nor an array of objects',
  'too-deep': 'The body is nested too deeply',
  invalid: 'The body does not fit its schema',
  'no-conversation-id': 'The body names no conversation',
  'all-refused': 'Every element of the array was refused',
  unauthenticated: 'Not authenticated',
  'unknown-conversation': 'Nothing is known of this conversation',
  'unknown-callback': 'The conversation has no callback with this key',
  'not-found': 'No such resource',
  'method-not-allowed': 'The resource does not take this method',
  'not-undecided': 'The outcome of this callback is not unknown, so that there is nothing to decide',
  'another-doubt': 'The outcome of this callback is unknown since another instant: look into that one',
  'too-large': 'The body is larger than 700 KiB',
  unavailable: 'Temporarily not possible: send the same request again',
} as const satisfies Record<ProblemReason, string>;

/** States a reason as a problem, with the paths and expectations that were not met. */
export function toProblem(reason: ProblemReason, issues: readonly Issue[] = []): Problem {
  return {
    type: `urn:callback-automation:problem:${reason}`,
    title: TITLE[reason],
    status: STATUS[reason],
    reason,
    ...(issues.length > 0 && { issues: issues.map(({ path, expected }) => ({ path, expected })) }),
  };
}

/** Answers with a problem. */
export function problemResponse(
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: problem.status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify(problem),
  };
}
