import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AutomationFunction } from '#cdk/constructs/automation-function.ts';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';
import { IngestFunction } from '#cdk/constructs/ingest-function.ts';
import { OperatorFunction } from '#cdk/constructs/operator-function.ts';
import { QueryFunction } from '#cdk/constructs/query-function.ts';
import type { State } from '#cdk/constructs/state.ts';
import { SweepFunction } from '#cdk/constructs/sweep-function.ts';
import type { StageConfig } from '#shared/config/stage.ts';

/** The functions of a stage, by what they do. */
export interface Functions {
  readonly ingest: BundledFunction;
  readonly sweep: BundledFunction;
  readonly automation: BundledFunction;
  readonly query: BundledFunction;
  readonly operator: BundledFunction;
  readonly sweepDeadLetters: Queue;
}

/** Makes the functions of a stage, in `scope` itself, each with what it may do to the state. */
export function createFunctions(
  scope: Construct,
  stage: string,
  { auth, placers, reservedConcurrency: reserved, logRetentionDays }: StageConfig,
  state: State,
): Functions {
  const shared = { defaults: { stage, logRetention: logRetentionDays }, ...state };
  const ingest = { ...shared, auth, reservedConcurrency: reserved.ingest };
  const { ingest: ingestFunction } = new IngestFunction(scope, 'Ingest', ingest);
  const { sweep, deadLetters } = new SweepFunction(scope, 'Sweep', {
    ...shared,
    reservedConcurrency: reserved.sweep,
  });
  const { automation } = new AutomationFunction(scope, 'Automation', {
    ...shared,
    placers,
    reservedConcurrency: reserved.automation,
  });
  const { query } = new QueryFunction(scope, 'Query', { ...shared, reservedConcurrency: reserved.query });
  const { operator } = new OperatorFunction(scope, 'Operator', {
    ...shared,
    reservedConcurrency: reserved.operator,
  });
  return { ingest: ingestFunction, sweep, automation, query, operator, sweepDeadLetters: deadLetters };
}
