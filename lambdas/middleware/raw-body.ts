import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { RefusedError } from '#lambdas/middleware/refused-error.ts';

type HttpRequest = middy.Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** Puts the body into the event as the text that was sent, or refuses it where its bytes are too many. */
export function rawBody({ maxBytes }: { maxBytes: number }) {
  const rawBodyBefore = ({ event }: HttpRequest): void => {
    const sent = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    if (sent.byteLength > maxBytes) throw new RefusedError('too-large');
    event.body = sent.toString('utf8');
    event.isBase64Encoded = false;
  };
  return { before: rawBodyBefore };
}
