import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { findRunning } from '#local/running-stack.ts';
import type { BusEvent, Target } from '#test/e2e/target.ts';

/** The local stack in a process of its own, as `npm start` runs it. */
export interface RunningStack extends Target {
  readonly dataDir: string;
  /** For clients of the AWS SDK. */
  readonly aws: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** Everything that the process printed so far. */
  output(): string;
  /** Everything that the functions logged so far. */
  log(): string;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
  /** Kills the process and removes its data. */
  remove(): Promise<void>;
}

export const newDataDir = () => mkdtempSync(join(tmpdir(), 'callback-automation-'));

export async function runStack(
  options: { dataDir?: string; sweepSeconds?: number; env?: object } = {},
): Promise<RunningStack> {
  const { dataDir = newDataDir(), sweepSeconds = 1, env = {} } = options;
  const printed: string[] = [];
  const child = spawn(process.execPath, ['local/start.ts'], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, SWEEP_SECONDS: String(sweepSeconds), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  await ready(child, () => printed.join(''));
  const running = findRunning(dataDir);
  if (running === undefined) throw new Error('The stack is ready, but left no note of where it runs.');
  const { url, apiKey, awsEndpointUrl } = running;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const aws = { endpoint: awsEndpointUrl, region: 'eu-central-1', credentials };
  const sqs = new SQSClient(aws);
  const kill = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    await once(child, 'exit');
    return child.exitCode;
  };
  return {
    url,
    apiKey,
    sqs,
    aws,
    dataDir,
    queueUrl: (name) => `${awsEndpointUrl}/000000000000/${name}`,
    events: async () => (await (await fetch(`${url}/_local/events`)).json()) as BusEvent[],
    output: () => printed.join(''),
    log: () => readFileSync(join(dataDir, 'log.jsonl'), 'utf8'),
    kill,
    remove: async () => {
      sqs.destroy();
      await kill('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess, output: () => string): Promise<void> {
  while (!/Ready on http/.test(output())) {
    if (child.exitCode !== null) throw new Error(`The stack ended before it was ready:\n${output()}`);
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
  }
}
