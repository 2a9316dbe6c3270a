import { isForeignWord } from '#shared/adapters/logging/foreign-word.ts';

/** What a log may hold of an error: never its message, which may quote what somebody sent. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  readonly status?: number;
  /** Places in the code, without the first line that repeats the message. */
  readonly stack?: readonly string[];
}

const MOST_CAUSES = 5;
const MOST_FRAMES = 8;

/** Describes an error, its causes and, where it gathers several, each of them, by names, codes and places alone. */
export function describeError(error: unknown): readonly ErrorDescription[] {
  const chain: ErrorDescription[] = [];
  const open = [error];
  while (open.length > 0 && chain.length < MOST_CAUSES) {
    const current = open.shift();
    chain.push(current instanceof Error ? describeOne(current) : { name: `(${typeof current})` });
    if (current instanceof AggregateError) open.push(...current.errors);
    if (current instanceof Error && current.cause != null) open.push(current.cause);
  }
  return chain;
}

function describeOne(error: Error): ErrorDescription {
  const code = wordIn(error, 'code') ?? wordIn(error, 'attribute');
  const status = statusOf(error);
  const stack = framesOf(error);
  return {
    name: isForeignWord(error.name) ? error.name : 'Error',
    ...(code !== undefined && { code }),
    ...(status !== undefined && { status }),
    ...(stack.length > 0 && { stack }),
  };
}

function wordIn(error: Error, key: string): string | undefined {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' && isForeignWord(value) ? value : undefined;
}

/** The HTTP status that the AWS SDK keeps with its errors. */
function statusOf(error: Error): number | undefined {
  const metadata: unknown = Reflect.get(error, '$metadata');
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const status: unknown = Reflect.get(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

/** The message stands at the head of the stack and may itself have lines like frames: it is cut off, not filtered out. */
function framesOf({ message, stack }: Error): readonly string[] {
  const [name] = /^[\w$.]+/.exec(stack ?? '') ?? [''];
  const head = message === '' ? name : `${name}: ${message}`;
  // A message that was changed after the stack was taken can't be told from a frame.
  if (!stack?.startsWith(`${head}\n`)) return [];
  const frames = stack.slice(head.length + 1).split('\n', MOST_FRAMES);
  return frames.map((frame) => frame.trim()).filter((frame) => frame.startsWith('at '));
}
