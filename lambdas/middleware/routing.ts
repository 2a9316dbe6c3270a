import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { RefusedError } from '#lambdas/middleware/refused-error.ts';

// Every route of the API. Ids are UUIDs; the limit keeps any longer text away from the table's keys.
const ROUTES = [
  { name: 'notifications', method: 'POST', path: /^\/notifications$/ },
  {
    name: 'callbacks',
    method: 'POST',
    path: /^\/conversations\/(?<conversationId>[^/]{1,128})\/callbacks$/,
  },
  {
    name: 'decisions',
    method: 'POST',
    path: /^\/conversations\/(?<conversationId>[^/]{1,128})\/decisions$/,
  },
  { name: 'conversation', method: 'GET', path: /^\/conversations\/(?<conversationId>[^/]{1,128})$/ },
] as const;

export type RouteName = (typeof ROUTES)[number]['name'];

type HttpRequest = middy.Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/**
 * Refuses what the function doesn't serve, with 404 or 405, and fills in the path parameters.
 *
 * API Gateway matches routes itself, except for its `$default` route.
 */
export function routing(...served: readonly RouteName[]) {
  const routingBefore = ({ event }: HttpRequest): void => {
    const path = pathOf(event);
    const route = ROUTES.find((candidate) => candidate.path.test(path));
    if (route === undefined) throw new RefusedError('not-found');
    if (route.method !== event.requestContext.http.method) {
      throw new RefusedError('method-not-allowed', { headers: { allow: route.method } });
    }
    if (!served.includes(route.name)) throw new RefusedError('not-found');
    event.pathParameters = { ...route.path.exec(path)?.groups, ...event.pathParameters };
  };
  return { before: routingBefore };
}

// `rawPath` begins with the stage's name, except where the stage is `$default`.
function pathOf({ rawPath, requestContext: { stage } }: APIGatewayProxyEventV2): string {
  return rawPath.startsWith(`/${stage}/`) ? rawPath.slice(stage.length + 1) : rawPath;
}
