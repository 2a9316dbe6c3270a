import { Duration, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';
import { QueueWithDeadLetters } from '#cdk/constructs/queue-with-dead-letters.ts';

/** The way in for EventBridge rules of the same account, beside the webhook. */
export class NotificationsQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  private readonly notifications: QueueWithDeadLetters;

  constructor(scope: Construct, id: string, { key }: { readonly key?: IKey | undefined }) {
    super(scope, id);
    this.notifications = new QueueWithDeadLetters(this, 'Notifications', {
      key,
      // 960 tries, one every 6 minutes: what we cannot record is tried for four days before it is a dead letter.
      visibilityTimeout: Duration.minutes(6),
      maxReceiveCount: 960,
      retentionPeriod: Duration.days(14),
    });
    this.queue = this.notifications.queue;
    this.deadLetters = this.notifications.deadLetters;
    this.admitRulesOfThisAccount();
  }

  /** Has `ingest` record what arrives. */
  deliverTo(ingest: BundledFunction, maxConcurrency: number | undefined): void {
    // Ten: few enough to be recorded within the time-out even while the table throttles.
    this.notifications.deliverTo(ingest, { batchSize: 10, maxConcurrency });
  }

  /** Lets `sender` send notifications, and nothing else. */
  grantSend(sender: IGrantable): void {
    this.notifications.grantSend(sender);
  }

  /**
   * Has events that a rule of EventBridge cannot deliver put aside with the dead letters of the queue.
   *
   * They are the same events, and SQS moves messages back only from the dead letters of another queue.
   */
  keepUndelivered(ruleArn: string): void {
    this.deadLetters.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.deadLetters.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      }),
    );
  }

  private admitRulesOfThisAccount(): void {
    const { account } = Stack.of(this);
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
  }
}
