import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A program of these scenarios in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** Everything that it printed so far. */
  output(): string;
  /** Ends it as a crash does; resolves once it is gone. */
  kill(): Promise<void>;
}

/** Halves the time that a start takes. */
const NODE_COMPILE_CACHE = join(import.meta.dirname, '../../../node_modules/.cache/compile');

/** Starts a program of this folder. It is to end when it loses its parent. */
export function startChild(file: string, args: readonly string[] = [], env: object = {}): Child {
  const child = fork(join(import.meta.dirname, file), args, {
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const printed: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  return {
    process: child,
    output: () => printed.join(''),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
