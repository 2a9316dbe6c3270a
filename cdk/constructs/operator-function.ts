import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BundledFunction, type FunctionDefaults } from '#cdk/constructs/bundled-function.ts';
import type { ConversationTable } from '#cdk/constructs/conversation-table.ts';
import type { TimerQueue } from '#cdk/constructs/timer-queue.ts';

export interface OperatorFunctionProps {
  readonly defaults: FunctionDefaults;
  readonly reservedConcurrency: number | undefined;
  readonly table: ConversationTable;
  readonly timers: TimerQueue;
}

/** Takes what operators decide on callbacks whose outcome is unknown. */
export class OperatorFunction extends Construct {
  readonly operator: BundledFunction;

  constructor(scope: Construct, id: string, props: OperatorFunctionProps) {
    super(scope, id);
    const { defaults, reservedConcurrency, table, timers } = props;
    this.operator = new BundledFunction(this, 'Operator', {
      ...defaults,
      name: 'operator',
      description: 'Takes decisions on callbacks whose outcome is unknown',
      // Rarely called, by people: a little slower is cheap.
      memorySize: 256,
      timeout: Duration.seconds(10),
      reservedConcurrency,
      environment: { TABLE_NAME: table.name, TIMERS_QUEUE_URL: timers.url },
    });
    table.grantLoadAndSave(this.operator);
    timers.grantArm(this.operator);
  }
}
