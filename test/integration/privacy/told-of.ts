import { inspect } from 'node:util';

/**
 * What is told of something that was thrown: by Lambda's runtime, which answers and logs type, message, stack and every
 * own property of an error and its causes; and by Node, as it prints what nobody caught.
 */
export function toldOf(thrown: unknown): string {
  const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const answered = { errorType: name, errorMessage: message, trace: stack?.split('\n') };
  const printed = inspect(thrown, {
    depth: 10,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: Number.POSITIVE_INFINITY,
  });
  return `${JSON.stringify(answered)}\n${printed}`;
}

/** What becomes of a piece of work: its answer as JSON, or all that is told of what it throws. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await work()) ?? '';
  } catch (error) {
    return toldOf(error);
  }
}
