import { type InvocationResponse, InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { toPlacementOutcome } from '#shared/adapters/placers/aws-placement-failure.ts';
import { toRequestBody } from '#shared/adapters/placers/placement-request-body.ts';
import type { DurationMs } from '#shared/domain/time.ts';
import type { PlacementOutcome, Placer } from '#shared/ports/placer.ts';

// Letters alone: a number that a function puts here by mistake goes no further.
const Reason = v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/), v.maxLength(40));

/** What the function has to answer. Its reasons are words in kebab-case, because they are logged and announced. */
export const PlacementAnswer = v.variant('outcome', [
  v.object({ outcome: v.literal('placed') }),
  v.object({
    outcome: v.literal('failed'),
    reason: Reason,
    retryable: v.optional(v.boolean(), false),
  }),
  v.object({ outcome: v.literal('unknown'), reason: v.optional(Reason) }),
]);

/**
 * Options for the client of all Lambda placers. One attempt, because a second might place a second call; and no kept
 * connections, because a function wakes up with connections that the other side has closed, and each would cost a
 * placement of which nobody knows whether it was made.
 */
export const LAMBDA_PLACER_CLIENT = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 1_000,
    // Longer than any placer's own time-out.
    requestTimeout: 15_000,
    throwOnRequestTimeout: true,
    httpsAgent: { keepAlive: false },
  },
};

export interface LambdaPlacerOptions {
  readonly functionName: string;
  readonly timeout: DurationMs;
}

/** The client would invoke the function again by itself, and so might have a call placed twice. */
export class RepeatingClientError extends Error {
  override readonly name = 'RepeatingClientError';

  constructor() {
    super('The client of a Lambda placer must make one attempt only.');
  }
}

/** Has a function place the call. Nothing tells whether it places a repeated request twice, so none is repeated. */
export function createLambdaPlacer(client: LambdaClient, options: LambdaPlacerOptions): Placer {
  return {
    kind: 'lambda',
    repeatable: false,
    async prepare() {
      if ((await client.config.maxAttempts()) !== 1) throw new RepeatingClientError();
      return async (request) => {
        const command = new InvokeCommand({
          FunctionName: options.functionName,
          InvocationType: 'RequestResponse',
          Payload: Buffer.from(JSON.stringify(toRequestBody(request))),
        });
        try {
          const abortSignal = AbortSignal.timeout(options.timeout);
          return outcomeOf(await client.send(command, { abortSignal }));
        } catch (error) {
          return toPlacementOutcome(error);
        }
      };
    },
  };
}

/** A function that failed may have placed the call before it did. */
function outcomeOf({ FunctionError, Payload }: InvocationResponse): PlacementOutcome {
  if (FunctionError !== undefined) return { kind: 'unknown', because: 'function-failed' };
  const text = Buffer.from(Payload ?? []).toString();
  const answer = v.safeParse(v.pipe(v.string(), v.parseJson(), PlacementAnswer), text);
  if (!answer.success) return { kind: 'unknown', because: 'malformed-answer' };
  switch (answer.output.outcome) {
    case 'placed':
      return { kind: 'placed' };
    case 'failed':
      return { kind: 'refused', because: answer.output.reason, final: !answer.output.retryable };
    case 'unknown':
      return { kind: 'unknown', because: answer.output.reason ?? 'function-does-not-know' };
  }
}
