import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { httpErrors } from '#lambdas/middleware/http-errors.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

/** The status that ingest answers, by its own middleware: after the work is done, or has failed. */
export async function statusOf(work: Promise<unknown>, telemetry: Telemetry): Promise<number> {
  try {
    await work;
    return 200;
  } catch (error) {
    return answerTo(error, telemetry);
  }
}

async function answerTo(thrown: unknown, telemetry: Telemetry): Promise<number> {
  const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(httpErrors({ telemetry, metrics: { failed: 'notifications.failed' } }))
    .handler(() => {
      throw thrown;
    });
  const { statusCode = 0 } = await handler({} as APIGatewayProxyEventV2, {} as never);
  return statusCode;
}
