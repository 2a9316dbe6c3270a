/** The API's requests: which there are, and what answers them. */

import type { Call } from '#local/genesys/api-call.ts';
import { getConversation, postCall, postContacts } from '#local/genesys/call-operations.ts';
import { patchCallback, patchCallbacks, postCallback } from '#local/genesys/callback-operations.ts';
import type { Operation } from '#local/genesys/faults.ts';

export interface Route {
  readonly operation: Exclude<Operation, 'token'>;
  readonly answer: (call: Call) => Response;
}

const ID = '([^/]+)';
const at = (path: string) => new RegExp(`^/api/v2/${path}$`);

const ROUTES: readonly (Route & { readonly method: string; readonly path: RegExp })[] = [
  {
    method: 'POST',
    path: at('conversations/callbacks'),
    operation: 'create-callback',
    answer: postCallback,
  },
  {
    method: 'PATCH',
    path: at('conversations/callbacks'),
    operation: 'reschedule-callback',
    answer: patchCallbacks,
  },
  {
    method: 'PATCH',
    path: at(`conversations/callbacks/${ID}`),
    operation: 'disconnect-callback',
    answer: patchCallback,
  },
  { method: 'POST', path: at(`conversations/calls/${ID}`), operation: 'place-call', answer: postCall },
  {
    method: 'POST',
    path: at(`outbound/contactlists/${ID}/contacts`),
    operation: 'add-contact',
    answer: postContacts,
  },
  { method: 'GET', path: at(`conversations/${ID}`), operation: 'get-conversation', answer: getConversation },
];

/** Finds what answers a request: `undefined` where there is no such path, `other-method` where there is. */
export function routeOf(
  method: string,
  path: string,
): (Route & { readonly id: string }) | 'other-method' | undefined {
  const fitting = ROUTES.filter((route) => route.path.test(path));
  const route = fitting.find((one) => one.method === method);
  if (route === undefined) return fitting.length > 0 ? 'other-method' : undefined;
  return { ...route, id: decodeURIComponent(route.path.exec(path)?.[1] ?? '') };
}
