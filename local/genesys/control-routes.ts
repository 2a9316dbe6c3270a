/** The control API: the functions of `control.ts` as JSON over HTTP. */
import * as v from 'valibot';
import {
  AgentSchema,
  type Control,
  NewCallbackSchema,
  PatchSettingsSchema,
  RescheduleSchema,
  UserTokenSchema,
} from '#local/genesys/control.ts';
import { PlannedFaultSchema } from '#local/genesys/faults.ts';
import { GenesysError } from '#local/genesys/genesys-error.ts';

type Answer = (control: Control, body: unknown, id: string) => unknown;

/** Checks the body, and calls the function with it. */
const taking =
  <T extends v.GenericSchema>(
    schema: T,
    run: (control: Control, body: v.InferOutput<T>, id: string) => unknown,
  ): Answer =>
  (control, body, id) =>
    run(control, v.parse(schema, body), id);

const ROUTES: Readonly<Record<string, Answer>> = {
  'GET /conversations': (control) => control.conversations(),
  'GET /calls': (control) => control.calls(),
  'GET /requests': (control) => control.requests(),
  'POST /callbacks': taking(NewCallbackSchema, (control, body) => ({
    conversationId: control.createCallback(body),
  })),
  'POST /conversations/{id}/agent': taking(AgentSchema, (control, body, id) => control.agent(id, body)),
  'POST /conversations/{id}/cancel': (control, _, id) => control.cancel(id),
  'POST /conversations/{id}/reschedule': taking(RescheduleSchema, (control, body, id) =>
    control.reschedule(id, body),
  ),
  'POST /conversations/{id}/hang-up': (control, _, id) => control.hangUp(id),
  'POST /tokens': taking(UserTokenSchema, (control, body) => ({ accessToken: control.userToken(body) })),
  'DELETE /tokens': (control) => control.expireTokens(),
  'POST /faults': taking(PlannedFaultSchema, (control, body) => control.fail(body)),
  'DELETE /faults': (control) => control.clearFaults(),
  'PATCH /settings': taking(PatchSettingsSchema, (control, body) => control.change(body)),
};

/** Answers a request of the control API; `path` is that below `/_control`. */
export async function answerControl(control: Control, request: Request, path: string): Promise<Response> {
  const [, id = ''] = /^\/conversations\/([^/]+)\//.exec(path) ?? [];
  const name = `${request.method} ${id === '' ? path : path.replace(id, '{id}')}`;
  const answer = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined;
  if (answer === undefined) return problem(404, `There is no ${name}`);
  const text = await request.text();
  // Browsers send this type to other origins only after they have asked, which is refused.
  if (text !== '' && !request.headers.get('content-type')?.startsWith('application/json')) {
    return problem(415, 'The content type must be application/json');
  }
  try {
    return Response.json(answer(control, text === '' ? {} : JSON.parse(text), id) ?? {});
  } catch (error) {
    return refusalOf(error, id);
  }
}

function refusalOf(error: unknown, id: string): Response {
  if (error instanceof GenesysError) return problem(error.body.status, detailOf(error, id));
  if (v.isValiError(error)) return problem(400, faultsIn(error.issues));
  if (error instanceof SyntaxError) return problem(400, 'The body must be JSON');
  throw error;
}

/** Whatever has no conversation in its path creates a callback, in a queue. */
const detailOf = ({ body: { code, status } }: GenesysError, id: string) => {
  if (status !== 404) return code;
  return `${code}: there is no such ${id === '' ? 'queue' : 'conversation'}`;
};

const faultsIn = (issues: readonly v.BaseIssue<unknown>[]) =>
  issues
    .map((issue) => `${v.getDotPath(issue) ?? '(body)'}: expected ${issue.expected ?? 'another value'}`)
    .join('; ');

const problem = (status: number, detail: string) =>
  Response.json({ status, detail }, { status, headers: { 'content-type': 'application/problem+json' } });
