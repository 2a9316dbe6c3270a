/** Deploys the shipped template into MiniStack, and drives what is deployed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { ACCOUNT, awsEnvironment, PROJECT, REGION } from '#test/deploy/aws-environment.ts';
import { mustCdk } from '#test/deploy/cdk.ts';
import { runChild } from '#test/deploy/child.ts';
import { outputsFile } from '#test/deploy/deployment.ts';
import { type MiniStack, startMiniStack } from '#test/deploy/ministack.ts';
import { preparePython, Unavailable } from '#test/deploy/python-environment.ts';

const ALL_IN_ALL_MS = 15 * 60_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const secondsSince = (start: number) => ((performance.now() - start) / 1000).toFixed(1);

async function main(signal: AbortSignal): Promise<number> {
  const python = await preparePython(signal);
  // Short, because the path of a Unix socket has 104 characters at most.
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  let ministack: MiniStack | undefined;
  try {
    ministack = await startMiniStack(python, folder, signal);
    const deploySeconds = await deploy(ministack, folder, signal);
    return await test(ministack, { folder, deploySeconds, signal });
  } finally {
    await ministack?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function deploy({ url }: MiniStack, folder: string, signal: AbortSignal): Promise<string> {
  const place = { url, folder, signal };
  say('Bootstrapping the CDK in MiniStack…');
  await mustCdk(['bootstrap', `aws://${ACCOUNT}/${REGION}`], place);
  say('Deploying stage dev…');
  const start = performance.now();
  const stage = ['-c', 'stage=dev', '--require-approval', 'never', '--outputs-file', outputsFile(folder)];
  await mustCdk(['deploy', ...stage], place);
  return secondsSince(start);
}

const ResultsSchema = v.object({ numTotalTests: v.number(), numPassedTests: v.number() });

async function test(
  { url, socketPath, log }: MiniStack,
  { folder, deploySeconds, signal }: { folder: string; deploySeconds: string; signal: AbortSignal },
): Promise<number> {
  const results = join(folder, 'results.json');
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const program = join(PROJECT, 'node_modules', 'vitest', 'vitest.mjs');
  const { code } = await runChild(
    process.execPath,
    [program, 'run', '--config', 'test/deploy/vitest.config.ts', ...reports],
    {
      cwd: PROJECT,
      output: 'inherit',
      timeoutMs: 10 * 60_000,
      signal,
      env: awsEnvironment(url, { DEPLOY_FOLDER: folder, DEPLOY_SOCKET: socketPath }),
    },
  );
  signal.throwIfAborted();
  if (code !== 0) say(`What MiniStack logged last:\n${log().split('\n').slice(-60).join('\n')}`);
  const { numTotalTests, numPassedTests } = v.parse(ResultsSchema, JSON.parse(readFileSync(results, 'utf8')));
  say(`${numPassedTests} of ${numTotalTests} checks passed; the deploy took ${deploySeconds} s.`);
  return code;
}

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => interrupted.abort(name));
}
try {
  process.exitCode = await main(AbortSignal.any([interrupted.signal, AbortSignal.timeout(ALL_IN_ALL_MS)]));
} catch (error) {
  process.exitCode = report(error);
}

/** Says why there is no result; answers the exit code. */
function report(error: unknown): number {
  if (interrupted.signal.aborted) {
    say(`Ended by ${interrupted.signal.reason}.`);
    return 1;
  }
  if (!(error instanceof Unavailable)) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
  const isRequired = process.env['CI'] === 'true';
  say(`SKIPPED: MiniStack cannot run here: ${error.message}${isRequired ? ' (CI=true requires it)' : ''}`);
  return isRequired ? 1 : 0;
}
