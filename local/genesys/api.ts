/** Answers the requests of OAuth and of the API, faults included. */
import { type Faults, type Operation, suffer } from '#local/genesys/faults.ts';
import { errorResponse, GenesysError, methodNotAllowed, notFound } from '#local/genesys/genesys-error.ts';
import { answerToken, authenticate } from '#local/genesys/oauth.ts';
import { createRateLimit } from '#local/genesys/rate-limit.ts';
import { type Route, routeOf } from '#local/genesys/routes.ts';
import type { World } from '#local/genesys/world.ts';
import { durationMs } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';

export interface ApiDeps {
  readonly world: World;
  readonly faults: Faults;
  readonly clock: Clock;
}

interface Known {
  readonly operation: Operation;
  readonly run: () => Response;
}

/** `path` is the request's without what it is mounted under. */
export function createApi(deps: ApiDeps): (request: Request, path: string) => Promise<Response> {
  const { world, clock, faults } = deps;
  const countRequest = createRateLimit(world);

  const known = (request: Request, path: string, body: string): Known | undefined => {
    const now = clock.now();
    if (path === '/oauth/token') {
      return { operation: 'token', run: () => answerToken(world, request, body, now) };
    }
    const route = routeOf(request.method, path);
    if (route === 'other-method') throw methodNotAllowed();
    return route && { operation: route.operation, run: () => answerRoute(route, request, body, now) };
  };

  const answerRoute = (route: Route & { id: string }, request: Request, body: string, now: number) => {
    const token = authenticate(world, request, now);
    countRequest(token, now);
    return route.answer({ world, now, token, body, id: route.id });
  };

  return async (request, path) => {
    const body = await request.text();
    // What is due by now has happened, whether or not a timer has fired.
    world.agenda.runDue(clock.now());
    const found = refusing(world, () => known(request, path, body) ?? notFoundNow());
    if (found instanceof Response) return found;
    const run = () => refusing(world, found.run);
    const fault = faults.take(found.operation, `${path} ${body}`);
    const answered = fault
      ? suffer(fault, { run, signal: request.signal, sleep: (ms) => clock.sleep(durationMs(ms)) })
      : Promise.resolve(run());
    return recorded(deps, found.operation, fault?.kind, answered);
  };
}

function notFoundNow(): never {
  throw notFound();
}

/** Answers refusals as Genesys does. */
function refusing<T>(world: World, run: () => T): T | Response {
  try {
    return run();
  } catch (error) {
    if (error instanceof GenesysError) return errorResponse(error, world.newId());
    throw error;
  }
}

/** Keeps what became of a request. One without an answer is written down at once: its effect may be there already. */
async function recorded(
  { world, clock }: ApiDeps,
  operation: Operation,
  fault: string | undefined,
  answered: Promise<Response>,
): Promise<Response> {
  const record: { at: number; operation: string; fault?: string; status?: number } = {
    at: clock.now(),
    operation,
    ...(fault !== undefined && { fault }),
  };
  world.requests.push(record);
  const response = await answered.catch((error: unknown) => {
    if (error instanceof GenesysError) return errorResponse(error, world.newId());
    throw error;
  });
  record.status = response.status;
  return response;
}
