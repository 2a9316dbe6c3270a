/** Child processes that end in time, and with all that they started. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';

const GRACE_MS = 5000;

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Where the output goes: `pipe` (default) has it answered alone; a number is an open file. */
  readonly output?: 'pipe' | 'inherit' | number;
  /**
   * Whether it heads a process group, so that one signal reaches its children too. Default: true. A child of such a
   * group stays in it, so that it ends with it.
   */
  readonly ownGroup?: boolean;
}

export interface Child {
  readonly streams: readonly Readable[];
  /** The exit code; 128 + its number where a signal ended the process. Rejects when it could not be started. */
  readonly ended: Promise<number>;
  hasEnded(): boolean;
  /** Asks it to end, and insists after some seconds; ends also what it left behind. */
  end(): Promise<void>;
}

export function startChild(program: string, args: readonly string[], options: StartOptions = {}): Child {
  const { env = process.env, cwd, output = 'pipe', ownGroup = true } = options;
  const child = spawn(program, args, { env, cwd, detached: ownGroup, stdio: ['ignore', output, output] });
  let isOver = false;
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  }).finally(() => {
    isOver = true;
  });
  const settled = ended.catch(() => undefined);
  const send = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    if (ownGroup) signalProcess(-child.pid, signal);
    else child.kill(signal);
  };
  const end = async () => {
    if (!isOver) send('SIGTERM');
    const late = setTimeout(() => send('SIGKILL'), GRACE_MS);
    await settled;
    clearTimeout(late);
    send('SIGKILL');
  };
  return {
    streams: [child.stdout, child.stderr].filter((stream) => stream !== null),
    ended,
    hasEnded: () => isOver,
    end,
  };
}

export interface RunOptions extends StartOptions {
  readonly timeoutMs: number;
  /** Ends the process too, once it aborts. */
  readonly signal?: AbortSignal;
}

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end. */
export async function runChild(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Ended> {
  const { timeoutMs, signal, ...start } = options;
  const limit = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
  limit.throwIfAborted();
  const child = startChild(program, args, start);
  const printed: Buffer[] = [];
  for (const stream of child.streams) stream.on('data', (chunk: Buffer) => printed.push(chunk));
  const end = () => void child.end();
  limit.addEventListener('abort', end);
  const code = await child.ended.finally(() => limit.removeEventListener('abort', end));
  await child.end();
  const why = limit.aborted ? `\nEnded before its time: ${limit.reason}` : '';
  return { code, output: Buffer.concat(printed).toString() + why };
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
