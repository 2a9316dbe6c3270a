import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';

export interface QueueWithDeadLettersProps {
  readonly retentionPeriod: Duration;
  /** At least six times the time-out of the consumer, or a slow run is delivered twice. */
  readonly visibilityTimeout?: Duration;
  /** Receipts after which a message is a dead letter. */
  readonly maxReceiveCount: number;
  /** Default: a key that SQS owns. */
  readonly key?: IKey | undefined;
  /** Of both queues. Default: they go with the stack. */
  readonly removalPolicy?: RemovalPolicy;
}

export interface Delivery {
  readonly batchSize: number;
  /** Batches at the same time, 2 at least. Default: as many as the account allows. */
  readonly maxConcurrency?: number | undefined;
}

/** An encrypted queue that takes and gives messages over TLS alone, and keeps what could not be dealt with. */
export class QueueWithDeadLetters extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  private readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, { key, maxReceiveCount, ...props }: QueueWithDeadLettersProps) {
    super(scope, id);
    this.key = key;
    const secured = {
      enforceSSL: true,
      ...(key
        ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
        : { encryption: QueueEncryption.SQS_MANAGED }),
    };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...secured,
      // The longest there is. It counts from the first arrival, so that the queue's own retention must be shorter
      // or reached never.
      retentionPeriod: Duration.days(14),
      ...(props.removalPolicy && { removalPolicy: props.removalPolicy }),
    });
    this.queue = new Queue(this, 'Queue', {
      ...secured,
      ...props,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
  }

  /** Lets `sender` send, and nothing else. */
  grantSend(sender: IGrantable): void {
    sender.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }),
    );
    this.key?.grant(sender, 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  /** Has `consumer` called with batches; it answers which messages have to come again. */
  deliverTo(consumer: BundledFunction, { batchSize, maxConcurrency }: Delivery): void {
    consumer.allow(
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [this.queue.queueArn],
      }),
    );
    this.key?.grantDecrypt(consumer.role);
    new EventSourceMapping(this, 'Delivery', {
      target: consumer.function,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
      ...(maxConcurrency !== undefined && { maxConcurrency }),
    });
  }
}
