import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** What all functions of a stage share. */
export interface FunctionDefaults {
  readonly stage: string;
  readonly logRetention: RetentionDays;
}

export interface BundledFunctionProps extends FunctionDefaults {
  /** Folder in `lambdas/`. */
  readonly name: string;
  readonly description: string;
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  /** Default: none. New accounts have little concurrency to reserve. */
  readonly reservedConcurrency?: number | undefined;
  /** Where asynchronous events go that failed; they aren't tried again. Default: nobody invokes asynchronously. */
  readonly deadLetters?: IQueue;
}

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A function bundled from `lambdas/<name>/index.ts`, that may do nothing but write its log.
 *
 * CommonJS, the SDK inside, credentials from the environment alone: about two thirds of the cold start of the
 * usual ES module bundle. No source maps: nothing in the log would use them, since messages and stacks aren't logged.
 */
export class BundledFunction extends Construct {
  readonly function: NodejsFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const { name, stage, logRetention, environment, reservedConcurrency, deadLetters, ...rest } = props;
    const logGroup = new LogGroup(this, 'Log', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of our own: the managed policy that the CDK would attach may write to every log group.
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.function = new NodejsFunction(this, 'Function', {
      ...rest,
      ...bundleOf(name),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role: this.role,
      logGroup,
      environment: { STAGE: stage, ...environment },
      awsSdkConnectionReuse: false,
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
      ...(deadLetters && { deadLetterQueue: deadLetters, retryAttempts: 0 }),
    });
  }

  /** Adds to what the function may do. */
  allow(statement: PolicyStatement): void {
    this.role.addToPolicy(statement);
  }
}

/**
 * Parts of libraries that no function needs, or that the runtime has, and what stands in for them.
 *
 * Relative to the project, which esbuild runs in: absolute paths would differ from machine to machine.
 */
const ALIASES = {
  '--alias:@aws-sdk/credential-provider-node': './shared/adapters/aws/environment-credentials.ts',
  '--alias:@aws-sdk/endpoint-cache': './shared/adapters/aws/no-endpoint-discovery.ts',
  '--alias:@smithy/core/event-streams': './shared/adapters/aws/no-event-streams.ts',
  '--alias:@stablelib/base64': './shared/adapters/aws/node-base64.ts',
  '--alias:fast-sha256': './shared/adapters/aws/node-sha256.ts',
};

function bundleOf(name: string) {
  return {
    entry: join(PROJECT, 'lambdas', name, 'index.ts'),
    projectRoot: PROJECT,
    depsLockFilePath: join(PROJECT, 'package-lock.json'),
    bundling: {
      format: OutputFormat.CJS,
      minify: true,
      mainFields: ['module', 'main'],
      externalModules: [],
      esbuildArgs: ALIASES,
      // The only JSON is the SDK's package.json files, of which it needs no more than a version for its user agent.
      loader: { '.json': 'empty' },
    },
  };
}
