import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';
import { QueueWithDeadLetters } from '#cdk/constructs/queue-with-dead-letters.ts';

/** Bodies that were refused, kept for 14 days to be replayed after a fix. Nothing consumes them by itself. */
export class Quarantine extends Construct {
  readonly url: string;
  readonly bodies: Queue;
  readonly deadLetters: Queue;
  private readonly quarantine: QueueWithDeadLetters;

  constructor(scope: Construct, id: string, { key }: { readonly key?: IKey | undefined }) {
    super(scope, id);
    this.quarantine = new QueueWithDeadLetters(this, 'Bodies', {
      key,
      retentionPeriod: Duration.days(14),
      // A body that a hundred looks and replays did not clear is put aside, out of the way of the others.
      maxReceiveCount: 100,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.url = this.quarantine.queue.queueUrl;
    this.bodies = this.quarantine.queue;
    this.deadLetters = this.quarantine.deadLetters;
  }

  /** Lets `refuser` put bodies in, and not see them again. */
  grantKeep(refuser: BundledFunction): void {
    this.quarantine.grantSend(refuser.role);
  }
}
