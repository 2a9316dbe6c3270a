/** Faults on demand: what may go wrong between a client and Genesys, with and without the request's effect. */
import * as v from 'valibot';
import { failed, tooManyRequests, unauthorized } from '#local/genesys/genesys-error.ts';

export const OPERATIONS = [
  'token',
  'get-conversation',
  'create-callback',
  'reschedule-callback',
  'disconnect-callback',
  'place-call',
  'add-contact',
] as const;
export type Operation = (typeof OPERATIONS)[number];

const effect = v.boolean();

export const FaultSchema = v.variant('kind', [
  /** No answer, ever. */
  v.strictObject({ kind: v.literal('time-out'), effect }),
  /** The connection breaks after the request was sent. */
  v.strictObject({ kind: v.literal('reset'), effect }),
  v.strictObject({
    kind: v.literal('throttled'),
    retryAfterSeconds: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  v.strictObject({
    kind: v.literal('error'),
    status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
    code: v.optional(v.string()),
    effect,
  }),
  v.strictObject({ kind: v.literal('token-refused') }),
  v.strictObject({ kind: v.literal('slow'), ms: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** A success, with a body that is no JSON. */
  v.strictObject({ kind: v.literal('malformed') }),
]);
export type Fault = v.InferOutput<typeof FaultSchema>;

export const PlannedFaultSchema = v.strictObject({
  operation: v.picklist(OPERATIONS),
  fault: FaultSchema,
  /** How many of the next requests it hits. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** Hits only requests in whose path or body this text occurs, such as a phone number. */
  matching: v.optional(v.string()),
});

/** What is to go wrong next. */
export interface Faults {
  plan(planned: v.InferInput<typeof PlannedFaultSchema>): void;
  /** Takes the first that hits a request. `text` is its path and body. */
  take(operation: Operation, text: string): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let planned: (v.InferInput<typeof PlannedFaultSchema> & { times: number })[] = [];
  return {
    plan: ({ times = 1, ...fault }) => void planned.push({ ...fault, times }),
    take(operation, text) {
      const found = planned.find((one) => one.operation === operation && text.includes(one.matching ?? ''));
      if (found === undefined) return undefined;
      found.times -= 1;
      planned = planned.filter(({ times }) => times > 0);
      return found.fault;
    },
    clear() {
      planned = [];
    },
  };
}

/** What a fault needs of the request that it hits. */
export interface Hit {
  /** Does what the request asks for, and answers it. */
  readonly run: () => Response;
  readonly signal: AbortSignal;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Rejects when the client gives up. */
function abortion(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const give = () => reject(signal.reason);
  if (signal.aborted) give();
  else signal.addEventListener('abort', give, { once: true });
  return promise;
}

/** A broken connection, as `fetch` tells of it. */
function resetError(): TypeError {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  return new TypeError('fetch failed', { cause });
}

/** Has a request go wrong. Rejects as `fetch` does where there is no answer. */
export async function suffer(fault: Fault, { run, signal, sleep }: Hit): Promise<Response> {
  if ('effect' in fault && fault.effect) run();
  switch (fault.kind) {
    case 'time-out':
      return abortion(signal);
    case 'reset':
      throw resetError();
    case 'throttled':
      throw tooManyRequests(300, fault.retryAfterSeconds, 'client.credentials.token.rate.per.minute');
    case 'error':
      throw failed(fault.status, fault.code);
    case 'token-refused':
      throw unauthorized();
    case 'slow': {
      const answer = run();
      await Promise.race([sleep(fault.ms), abortion(signal)]);
      return answer;
    }
    case 'malformed': {
      const { status } = run();
      return new Response('{"conversation":{"id":"', {
        status,
        headers: { 'content-type': 'application/json' },
      });
    }
  }
}
