import * as v from 'valibot';
import { AwsError, UnsupportedError } from '#local/aws/aws-error.ts';

/** One operation of a service: takes what the client sent, answers what it gets. */
export type Operation = (input: unknown, aborted: AbortSignal) => unknown;

/** The operations of one service of the `X-Amz-Target` protocol, by name. */
export type Operations = ReadonlyMap<string, Operation>;

/**
 * Makes an operation that accepts exactly the parameters of `schema`.
 *
 * A parameter that the stand-in ignores would behave differently from AWS without a sign, so it is refused.
 */
export function operation<T extends v.GenericSchema>(
  schema: T,
  run: (input: v.InferOutput<T>, aborted: AbortSignal) => unknown,
): Operation {
  return (raw, aborted) => {
    const result = v.safeParse(schema, raw);
    if (result.success) return run(result.output, aborted);
    throw refusalOf(result.issues[0]);
  };
}

// Never the value that was sent: it may be a message body or a secret.
function refusalOf(issue: v.BaseIssue<unknown>): AwsError {
  const path = v.getDotPath(issue) ?? '(request)';
  if (issue.expected === 'never') return new UnsupportedError(`the parameter ${path}`);
  return new AwsError('ValidationException', `${path}: expected ${issue.expected ?? 'another value'}.`);
}
