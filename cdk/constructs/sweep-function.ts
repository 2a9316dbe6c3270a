import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { BundledFunction, type FunctionDefaults } from '#cdk/constructs/bundled-function.ts';
import type { ConversationTable } from '#cdk/constructs/conversation-table.ts';
import { EveryMinute } from '#cdk/constructs/every-minute.ts';
import type { TimerQueue } from '#cdk/constructs/timer-queue.ts';

export interface SweepFunctionProps {
  readonly defaults: FunctionDefaults;
  readonly reservedConcurrency: number | undefined;
  readonly table: ConversationTable;
  readonly timers: TimerQueue;
}

/** Sends the looks of the next minutes to the timers queue, and those that nobody has dealt with. */
export class SweepFunction extends Construct {
  readonly sweep: BundledFunction;
  /** Runs that failed or could not begin. They hold nothing to replay: the next run does their work. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: SweepFunctionProps) {
    super(scope, id);
    const { table, timers, reservedConcurrency } = props;
    this.deadLetters = new Queue(this, 'DeadLetters', {
      enforceSSL: true,
      // Ticks hold nothing worth a key of our own.
      encryption: QueueEncryption.SQS_MANAGED,
      retentionPeriod: Duration.days(14),
    });
    this.sweep = new BundledFunction(this, 'Sweep', {
      ...props.defaults,
      name: 'sweep',
      description: 'Sends the next looks to the timers queue, every minute',
      memorySize: 512,
      // Ends before the next run begins, as a rule; two at a time do no harm.
      timeout: Duration.seconds(55),
      reservedConcurrency,
      deadLetters: this.deadLetters,
      environment: { TABLE_NAME: table.name, TIMERS_QUEUE_URL: timers.url },
    });
    table.grantSweep(this.sweep);
    timers.grantArm(this.sweep);
    new EveryMinute(this, 'EveryMinute', { run: this.sweep, deadLetters: this.deadLetters });
  }
}
