import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problemResponse, toProblem } from '#lambdas/middleware/problem.ts';
import { type RefusalReason, RefusedError } from '#lambdas/middleware/refused-error.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

type HttpRequest = middy.Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** Metrics that an HTTP function counts by how a request ended. */
export type HttpMetrics = Readonly<Partial<Record<RefusalReason, string>> & { failed: string }>;

// Long enough for a throttled table or a rotated secret to recover, short against a callback's due time.
const RETRY_AFTER_SECONDS = '5';

/**
 * Answers what a handler threw: a refusal as its problem, anything else as 503.
 *
 * Our own trouble is never a 4xx, because API destinations drop the event on one.
 */
export function httpErrors({ telemetry, metrics }: { telemetry: Telemetry; metrics: HttpMetrics }) {
  const httpErrorsOnError = (request: HttpRequest): void => {
    const { error } = request;
    if (error instanceof RefusedError) {
      const problem = toProblem(error.reason, error.issues);
      const metric = metrics[error.reason];
      if (metric !== undefined) telemetry.count(metric);
      telemetry.warn('request.refused', { reason: error.reason, status: problem.status });
      request.response = problemResponse(problem, error.headers);
      return;
    }
    telemetry.count(metrics.failed);
    telemetry.error('request.failed', error);
    request.response = problemResponse(toProblem('unavailable'), { 'retry-after': RETRY_AFTER_SECONDS });
  };
  return { onError: httpErrorsOnError };
}
