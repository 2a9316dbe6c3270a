import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { awsEnvironment, REGION } from '#test/deploy/aws-environment.ts';
import { type Child, startChild } from '#test/deploy/child.ts';
import { startTlsFront } from '#test/deploy/tls-front.ts';

/** A running MiniStack, which enforces IAM policies. */
export interface MiniStack {
  readonly url: string;
  /** Behind `url`; what comes in here has not come by TLS. */
  readonly socketPath: string;
  log(): string;
  stop(): Promise<void>;
}

const SERVER = fileURLToPath(new URL('ministack-server.py', import.meta.url));
const READY_MS = 60_000;

/** Starts MiniStack on a free port of 127.0.0.1, with its data in `folder`. */
export async function startMiniStack(
  python: string,
  folder: string,
  signal: AbortSignal,
): Promise<MiniStack> {
  const socketPath = join(folder, 'ministack.sock');
  const logFile = join(folder, 'ministack.log');
  const front = await startTlsFront(socketPath);
  const url = `http://127.0.0.1:${front.port}`;
  const child = start(python, { folder, socketPath, logFile, url, port: front.port });
  const log = () => readFileSync(logFile, 'utf8');
  const stop = async () => {
    await child.end();
    await front.close();
  };
  try {
    await untilReady(child, socketPath, AbortSignal.any([signal, AbortSignal.timeout(READY_MS)]));
  } catch (error) {
    await stop();
    throw new Error(`MiniStack did not start.\n${log()}`, { cause: error });
  }
  return { url, socketPath, log, stop };
}

interface Place {
  readonly folder: string;
  readonly socketPath: string;
  readonly logFile: string;
  readonly url: string;
  readonly port: number;
}

function start(python: string, { folder, socketPath, logFile, url, port }: Place): Child {
  const data = join(folder, 'data');
  mkdirSync(data);
  const output = openSync(logFile, 'a');
  const child = startChild(python, [SERVER, socketPath], {
    output,
    env: awsEnvironment(url, {
      AUTH: 'true',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: REGION,
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      TMPDIR: data,
      PYTHONDONTWRITEBYTECODE: '1',
    }),
  });
  closeSync(output);
  // A program that can't be started shows as one that never gets ready.
  child.ended.catch(() => undefined);
  return child;
}

async function untilReady(child: Child, socketPath: string, signal: AbortSignal): Promise<void> {
  while (!(await isHealthy(socketPath))) {
    if (child.hasEnded()) throw new Error('The process ended.');
    await sleep(100, undefined, { signal });
  }
}

function isHealthy(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: '/_ministack/health', timeout: 1000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(false));
    asked.end();
  });
}
