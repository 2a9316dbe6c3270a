/** Hears what code of this process writes to standard output, standard error and the console. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { format } from 'node:util';

const ears = new AsyncLocalStorage<string[]>();
/** What nobody in particular said: timers and sockets that lost sight of whose they are. */
const strays: string[] = [];

const hear = (text: string) => void (ears.getStore() ?? strays).push(text);

const LEVELS = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

let isListening = false;

/** From now on nothing of it reaches the terminal. */
function listen(): void {
  if (isListening) return;
  isListening = true;
  for (const stream of [process.stdout, process.stderr]) {
    const write = (chunk: string | Uint8Array) => {
      hear(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
      return true;
    };
    Object.assign(stream, { write });
  }
  // The test runner has a console of its own, which writes to neither of the two.
  for (const level of LEVELS) console[level] = (...told: unknown[]) => hear(`${format(...told)}\n`);
}

/** Does some work, and answers what was printed by it, and by it alone, whatever else happens at the same time. */
export async function heardFrom<T>(work: () => Promise<T>): Promise<{ result: T; printed: string }> {
  listen();
  const heard: string[] = [];
  const result = await ears.run(heard, work);
  return { result, printed: heard.join('') };
}

/** What was printed since the first work, and belongs to none. */
export const strayOutput = (): string => strays.join('');
