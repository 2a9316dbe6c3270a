import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Launched {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  /** Resolves with what was printed when the process is over. */
  readonly ended: Promise<Ended>;
}

/** Runs a file of `local/` with the Node that runs the tests, and sees to it that it does not outlive the test. */
export function launch(file: string, args: readonly string[], env: Record<string, string>): Launched {
  const { PORT: _port, API_KEY: _key, DATA_DIR: _dir, SWEEP_SECONDS: _sweep, ...inherited } = process.env;
  const child = spawn(process.execPath, [join('local', file), ...args], {
    cwd: ROOT,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    printed.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, ...printed }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, stdout: () => printed.stdout, ended };
}

/** Asks again and again until there is an answer; gives up, with what was asked for, after `withinMs`. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  withinMs = 15_000,
): Promise<T> {
  const givesUpAt = Date.now() + withinMs;
  while (Date.now() < givesUpAt) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`not within ${withinMs} ms: ${what}`);
}
