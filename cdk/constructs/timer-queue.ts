import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';
import { QueueWithDeadLetters } from '#cdk/constructs/queue-with-dead-letters.ts';

export interface TimerQueueProps {
  readonly key?: IKey | undefined;
  /** The time-out of the function that the timers are delivered to. */
  readonly consumerTimeout: Duration;
}

/** Hints to look at a conversation, kept as SQS delays of up to 15 minutes. Later looks wait in the table. */
export class TimerQueue extends Construct {
  readonly url: string;
  readonly deadLetters: Queue;
  private readonly timers: QueueWithDeadLetters;

  constructor(scope: Construct, id: string, { key, consumerTimeout }: TimerQueueProps) {
    super(scope, id);
    this.timers = new QueueWithDeadLetters(this, 'Timers', {
      key,
      visibilityTimeout: Duration.seconds(6 * consumerTimeout.toSeconds()),
      maxReceiveCount: 5,
      // Longer than the longest delay and five tries. What gets older is found in the index, every minute anew:
      // keeping the hints would only pile them up.
      retentionPeriod: Duration.hours(1),
    });
    this.url = this.timers.queue.queueUrl;
    this.deadLetters = this.timers.deadLetters;
  }

  /** Lets `armer` send timers, and nothing else. */
  grantArm(armer: BundledFunction): void {
    this.timers.grantSend(armer.role);
  }

  /** Has `onDue` called shortly before timers are due. */
  deliverTo(onDue: BundledFunction, maxConcurrency: number | undefined): void {
    // No window: it would make every timer late. Ten is the most without one.
    this.timers.deliverTo(onDue, { batchSize: 10, maxConcurrency });
  }
}
