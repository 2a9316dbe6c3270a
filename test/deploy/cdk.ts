import { join } from 'node:path';
import { awsEnvironment, PROJECT } from '#test/deploy/aws-environment.ts';
import { type Ended, runChild } from '#test/deploy/child.ts';

export interface CdkPlace {
  readonly url: string;
  /** For what the CDK writes. */
  readonly folder: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends it. Without one it ends with the group of whoever runs it. */
  readonly signal?: AbortSignal;
}

const CLI = join(PROJECT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** Runs the CDK's command line against MiniStack, as one does against an account. */
export function cdk(args: readonly string[], { url, folder, env, signal }: CdkPlace): Promise<Ended> {
  const common = ['--no-notices', '--no-color', '--output', join(folder, 'cdk.out')];
  return runChild(process.execPath, [CLI, ...args, ...common], {
    cwd: PROJECT,
    env: awsEnvironment(url, env),
    timeoutMs: 240_000,
    ownGroup: signal !== undefined,
    ...(signal && { signal }),
  });
}

/** Like `cdk`, for commands that must succeed. */
export async function mustCdk(args: readonly string[], place: CdkPlace): Promise<string> {
  const { code, output } = await cdk(args, place);
  if (code !== 0) throw new Error(`cdk ${args[0]} ended with ${code}:\n${output}`);
  return output;
}
