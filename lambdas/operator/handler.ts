import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { httpErrors } from '#lambdas/middleware/http-errors.ts';
import { rawBody } from '#lambdas/middleware/raw-body.ts';
import { RefusedError } from '#lambdas/middleware/refused-error.ts';
import { routing } from '#lambdas/middleware/routing.ts';
import { readDecision } from '#lambdas/operator/read-decision.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import { reportConversation } from '#shared/use-cases/conversation-report.ts';
import type { DecidedUnknown, OperatorsWord } from '#shared/use-cases/decide-unknown.ts';

export interface OperatorDeps {
  readonly decideUnknown: (conversationId: string, word: OperatorsWord) => Promise<DecidedUnknown>;
  readonly telemetry: Telemetry;
}

const METRICS = { failed: 'decisions.failed' } as const;

const MAX_BYTES = 700 * 1024;

/** `POST /conversations/{conversationId}/decisions`: what an operator found out of an unknown outcome. */
export function createHandler({ decideUnknown, telemetry }: OperatorDeps) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(httpErrors({ telemetry, metrics: METRICS }))
    .use(routing('decisions'))
    .use(rawBody({ maxBytes: MAX_BYTES }))
    .handler(async ({ body = '', pathParameters }) => {
      const conversationId = pathParameters?.['conversationId'] ?? '';
      const word = readDecision(body);
      const conversation = decided(await decideUnknown(conversationId, word));
      const { callbackKey, decision } = word;
      telemetry.info('decision.taken', { conversationId, callbackKey, decision });
      return {
        statusCode: 200,
        headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
        body: JSON.stringify(reportConversation(conversation)),
      };
    });
}

function decided(result: DecidedUnknown): Conversation {
  switch (result.kind) {
    case 'decided':
      return result.conversation;
    case 'no-conversation':
      throw new RefusedError('unknown-conversation');
    case 'no-callback':
      throw new RefusedError('unknown-callback');
    case 'another-doubt':
      throw new RefusedError('another-doubt');
    case 'not-unknown':
      throw new RefusedError('not-undecided');
  }
}
