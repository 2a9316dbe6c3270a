import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { answerOf } from '#lambdas/ingest/answer.ts';
import type { Intake } from '#lambdas/ingest/outcome.ts';
import { authentication } from '#lambdas/middleware/authentication.ts';
import { httpErrors } from '#lambdas/middleware/http-errors.ts';
import { rawBody } from '#lambdas/middleware/raw-body.ts';
import { routing } from '#lambdas/middleware/routing.ts';
import type { Authenticate } from '#shared/adapters/auth/authenticate.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

export interface HttpIngestDeps {
  readonly takeIn: (text: string, conversationId?: string) => Promise<Intake>;
  readonly authenticate: Authenticate;
  readonly telemetry: Telemetry;
}

const MAX_BYTES = 700 * 1024;

// Time enough for the answer 503 to leave before the function is cut off.
const TIMEOUT_EARLY_MS = 250;

const METRICS = {
  unauthenticated: 'notifications.unauthenticated',
  'too-large': 'notifications.refused',
  failed: 'notifications.failed',
} as const;

/** `POST /notifications` and `POST /conversations/{conversationId}/callbacks`. */
export function createHttpHandler({ takeIn, authenticate, telemetry }: HttpIngestDeps) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
    timeoutEarlyInMillis: TIMEOUT_EARLY_MS,
  })
    .use(httpErrors({ telemetry, metrics: METRICS }))
    .use(routing('notifications', 'callbacks'))
    .use(rawBody({ maxBytes: MAX_BYTES }))
    .use(authentication(authenticate))
    .handler(async ({ body = '', pathParameters }) =>
      answerOf(await takeIn(body, pathParameters?.['conversationId'])),
    );
}
