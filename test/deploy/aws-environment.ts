import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** Where everything is deployed. MiniStack's own account; the region is any. */
export const ACCOUNT = '000000000000';
export const REGION = 'eu-central-1';

/**
 * The environment of everything that talks to MiniStack.
 *
 * Nothing of the caller's AWS settings is left in it: whatever happens, no real account is reached.
 */
export function awsEnvironment(endpointUrl: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name));
  return {
    ...Object.fromEntries(kept),
    // So that `node` is the one that the project pins, also for the Lambda functions.
    PATH: `${join(PROJECT, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
    ...more,
  };
}
