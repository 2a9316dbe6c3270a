/** The local stack in a process of its own, and requests to it, as far as measurements need them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRunning } from '#local/running-stack.ts';

export interface LocalStack {
  readonly url: string;
  readonly apiKey: string;
  readonly pid: number;
  /** Ends the process and removes its data. */
  remove(): Promise<void>;
}

export interface BusEvent {
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, string>>;
}

/** Starts the stack as `npm start` does, on a free port and on no data. */
export async function startLocalStack(): Promise<LocalStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'callback-automation-bench-'));
  const child = spawn(process.execPath, [join('local', 'start.ts')], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, SWEEP_SECONDS: '60', API_KEY: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const remove = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  await ready(child);
  const running = findRunning(dataDir);
  if (running === undefined || child.pid === undefined) {
    await remove();
    throw new Error('The local stack is ready, but left no note of where it runs.');
  }
  return { url: running.url, apiKey: running.apiKey, pid: child.pid, remove };
}

async function ready(child: ChildProcess): Promise<void> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  while (!output.includes('Ready on http')) {
    if (child.exitCode !== null) throw new Error(`The local stack ended before it was ready:\n${output}`);
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
  }
}

/** Sends a notification; throws unless it was recorded. */
export async function send({ url, apiKey }: LocalStack, body: string): Promise<void> {
  const response = await fetch(`${url}/notifications`, {
    method: 'POST',
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    body,
  });
  await response.text();
  if (response.status !== 200) throw new Error(`A notification was answered ${response.status}.`);
}

export const eventsOf = async ({ url }: LocalStack): Promise<readonly BusEvent[]> =>
  (await (await fetch(`${url}/_local/events`)).json()) as BusEvent[];

/** The most memory that the process ever had, in MB; undefined where the system does not tell. */
export function peakMemory({ pid }: LocalStack): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1_000_000;
}
