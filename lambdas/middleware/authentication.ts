import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { RefusedError } from '#lambdas/middleware/refused-error.ts';
import type { Authenticate } from '#shared/adapters/auth/authenticate.ts';

type HttpRequest = middy.Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** Lets only authenticated requests through. Needs the raw body, so it comes after `rawBody`. */
export function authentication(authenticate: Authenticate) {
  const authenticationBefore = async ({ event }: HttpRequest): Promise<void> => {
    const verdict = await authenticate({ headers: event.headers, body: event.body ?? '' });
    if (verdict !== 'authenticated') throw new RefusedError('unauthenticated');
  };
  return { before: authenticationBefore };
}
