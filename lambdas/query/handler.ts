import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { httpErrors } from '#lambdas/middleware/http-errors.ts';
import { RefusedError } from '#lambdas/middleware/refused-error.ts';
import { routing } from '#lambdas/middleware/routing.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import { reportConversation } from '#shared/use-cases/conversation-report.ts';

export interface QueryDeps {
  readonly store: Pick<ConversationStore, 'load'>;
  readonly telemetry: Telemetry;
}

const METRICS = { failed: 'reports.failed' } as const;

/** `GET /conversations/{conversationId}`: what is stored, without number and name. */
export function createHandler({ store, telemetry }: QueryDeps) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(httpErrors({ telemetry, metrics: METRICS }))
    .use(routing('conversation'))
    .handler(async ({ pathParameters }) => {
      const conversation = await store.load(pathParameters?.['conversationId'] ?? '');
      if (conversation === undefined) throw new RefusedError('unknown-conversation');
      return {
        statusCode: 200,
        headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
        body: JSON.stringify(reportConversation(conversation)),
      };
    });
}
