import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AwsError } from '#local/aws/aws-error.ts';

/** A function that can be invoked: gets the payload, answers the result. */
export type LocalFunction = (event: unknown, context: object) => unknown;

export interface Invocation {
  readonly functionError: boolean;
  readonly payload: unknown;
}

const NAME = /^(?:arn:aws:lambda:[^:]*:\d*:function:)?([\w-]{1,64})(?::(?:\$LATEST|[\w-]+))?$/;

/** Invokes the `handler` of `<directory>/<name>.mjs`, or else the function that is registered by this name. */
export function createLambda(
  functions: ReadonlyMap<string, LocalFunction>,
  directory: string | undefined,
): (functionName: string, event: unknown) => Promise<Invocation> {
  return async (functionName, event) => {
    const name = NAME.exec(functionName)?.[1];
    if (name === undefined) throw new AwsError('InvalidParameterValueException', 'Not a name of a function.');
    const run = (await moduleOf(directory, name)) ?? functions.get(name);
    if (run === undefined) {
      throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404);
    }
    return invoke(run, name, event);
  };
}

async function invoke(run: LocalFunction, functionName: string, event: unknown): Promise<Invocation> {
  try {
    const payload = await run(event, { functionName, awsRequestId: randomUUID() });
    return { functionError: false, payload: payload ?? null };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    return { functionError: true, payload: { errorType: name, errorMessage: message } };
  }
}

async function moduleOf(directory: string | undefined, name: string): Promise<LocalFunction | undefined> {
  if (directory === undefined) return undefined;
  const file = join(directory, `${name}.mjs`);
  const changedAt = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
  if (changedAt === undefined) return undefined;
  // The query makes Node load an edited file anew.
  const loaded: unknown = await import(`${pathToFileURL(file)}?changed=${changedAt}`);
  if (hasHandler(loaded)) return loaded.handler;
  throw new AwsError('InvalidRuntimeException', `${name}.mjs does not export a function named handler.`, 502);
}

function hasHandler(loaded: unknown): loaded is { handler: LocalFunction } {
  return (
    typeof loaded === 'object' &&
    loaded !== null &&
    'handler' in loaded &&
    typeof loaded.handler === 'function'
  );
}
