import { join } from 'node:path';
import type * as v from 'valibot';
import { AwsError } from '#local/aws/aws-error.ts';
import { openDocuments } from '#local/aws/documents.ts';
import { MessageQueue } from '#local/aws/sqs/message-queue.ts';
import type { CreateQueueSchema, GetAttributesSchema } from '#local/aws/sqs/schemas.ts';

type CreateInput = v.InferOutput<typeof CreateQueueSchema>;

interface KnownQueue {
  readonly queue: MessageQueue;
  /** As they were given, to tell whether a second creation asks for the same. */
  readonly attributes: CreateInput['Attributes'];
}

const ARN = 'arn:aws:sqs:local:000000000000:';

/** The queues by name and by address. Those named in `durable` keep their messages under `directory`. */
export class QueueRegistry {
  private readonly known = new Map<string, KnownQueue>();
  private readonly options: { url: string; durable: ReadonlySet<string>; directory?: string };

  constructor(options: QueueRegistry['options']) {
    this.options = options;
  }

  /** Creates a queue, or finds it where it exists with the same attributes; answers its address. */
  create({ QueueName, Attributes }: CreateInput): string {
    const before = this.known.get(QueueName);
    if (before !== undefined) {
      if (JSON.stringify(before.attributes) !== JSON.stringify(Attributes)) {
        throw new AwsError('QueueNameExists', 'A queue of this name exists with other attributes.');
      }
      return this.addressOf(QueueName);
    }
    const { directory, durable } = this.options;
    const queue = new MessageQueue({
      visibilityTimeoutMs: (Attributes.VisibilityTimeout ?? 30) * 1000,
      ...(Attributes.RedrivePolicy && { redrive: this.redrive(Attributes.RedrivePolicy) }),
      ...(directory !== undefined &&
        durable.has(QueueName) && { documents: openDocuments(join(directory, QueueName)) }),
    });
    this.known.set(QueueName, { queue, attributes: Attributes });
    return this.addressOf(QueueName);
  }

  urlOf(name: string): string {
    this.named(name);
    return this.addressOf(name);
  }

  /** The queue with this address; only the last part of it counts. */
  at(queueUrl: string): MessageQueue {
    return this.named(queueUrl.split('/').at(-1) ?? '').queue;
  }

  attributes({ QueueUrl, AttributeNames }: v.InferOutput<typeof GetAttributesSchema>) {
    const name = QueueUrl.split('/').at(-1) ?? '';
    const { queue, attributes } = this.named(name);
    const all = { ...counts(queue), ...settings(name, attributes) };
    const asked = new Set(AttributeNames);
    for (const one of asked) {
      if (one !== 'All' && !(one in all)) throw new AwsError('InvalidAttributeName', 'Unknown attribute.');
    }
    const chosen = Object.entries(all).filter(([one]) => asked.has('All') || asked.has(one));
    return { Attributes: Object.fromEntries(chosen) };
  }

  private named(name: string): KnownQueue {
    const found = this.known.get(name);
    if (found === undefined) {
      throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    }
    return found;
  }

  private addressOf(name: string): string {
    return `${this.options.url}/000000000000/${name}`;
  }

  private redrive(policy: NonNullable<CreateInput['Attributes']['RedrivePolicy']>) {
    const { queue: target } = this.named(policy.deadLetterTargetArn.replace(ARN, ''));
    return {
      maxReceiveCount: policy.maxReceiveCount,
      accept: (message: { id: string; body: string; sentAt: number }) =>
        void target.send(message.body, 0, message),
    };
  }
}

function settings(name: string, { VisibilityTimeout, RedrivePolicy }: CreateInput['Attributes']) {
  return {
    QueueArn: `${ARN}${name}`,
    VisibilityTimeout: String(VisibilityTimeout ?? 30),
    ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
  };
}

function counts(queue: MessageQueue) {
  const now = Date.now();
  const messages = queue.peek();
  const hidden = messages.filter(({ visibleAt }) => visibleAt > now);
  const inFlight = hidden.filter(({ receives }) => receives > 0).length;
  return {
    ApproximateNumberOfMessages: String(messages.length - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(hidden.length - inFlight),
  };
}
