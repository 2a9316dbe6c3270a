import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda';
import { createHttpHandler, type HttpIngestDeps } from '#lambdas/ingest/http.ts';
import { createIntake, type IntakeDeps } from '#lambdas/ingest/intake.ts';
import { createQueueHandler } from '#lambdas/ingest/queue.ts';

export type IngestDeps = IntakeDeps & Omit<HttpIngestDeps, 'takeIn'>;

/** Answers requests of the HTTP API, and takes messages of the notifications queue. */
export interface IngestHandler {
  (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2>;
  (event: SQSEvent, context: Context): Promise<SQSBatchResponse>;
}

/** One function for both ways in, so that both keep to the same rules. */
export function createHandler(deps: IngestDeps): IngestHandler {
  const takeIn = createIntake(deps);
  const answerRequest = createHttpHandler({ ...deps, takeIn });
  const takeMessages = createQueueHandler({ ...deps, takeIn });

  function handler(
    event: APIGatewayProxyEventV2,
    context: Context,
  ): Promise<APIGatewayProxyStructuredResultV2>;
  function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse>;
  function handler(event: APIGatewayProxyEventV2 | SQSEvent, context: Context) {
    return 'Records' in event ? takeMessages(event, context) : answerRequest(event, context);
  }
  return handler;
}
