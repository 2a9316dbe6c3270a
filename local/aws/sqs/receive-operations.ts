import { AwsError } from '#local/aws/aws-error.ts';
import { type Operations, operation } from '#local/aws/operation.ts';
import { perEntry } from '#local/aws/sqs/batch.ts';
import { md5 } from '#local/aws/sqs/md5.ts';
import type { QueuedMessage } from '#local/aws/sqs/message-queue.ts';
import type { QueueRegistry } from '#local/aws/sqs/queue-registry.ts';
import {
  ChangeVisibilitySchema,
  DeleteBatchSchema,
  DeleteSchema,
  ReceiveSchema,
} from '#local/aws/sqs/schemas.ts';

/** The operations of a receiver. */
export function receiveOperations(queues: QueueRegistry): Operations {
  return new Map([
    [
      'ReceiveMessage',
      operation(ReceiveSchema, async (input, aborted) => {
        const visibility = input.VisibilityTimeout === undefined ? undefined : input.VisibilityTimeout * 1000;
        const messages = await queues
          .at(input.QueueUrl)
          .receive(input.MaxNumberOfMessages, input.WaitTimeSeconds * 1000, visibility, aborted);
        const asked = new Set([...input.AttributeNames, ...input.MessageSystemAttributeNames]);
        return messages.length > 0 ? { Messages: messages.map((message) => toWire(message, asked)) } : {};
      }),
    ],
    [
      'DeleteMessage',
      operation(DeleteSchema, ({ QueueUrl, ReceiptHandle }) => {
        queues.at(QueueUrl).delete(ReceiptHandle);
        return {};
      }),
    ],
    [
      'DeleteMessageBatch',
      operation(DeleteBatchSchema, ({ QueueUrl, Entries }) => {
        const queue = queues.at(QueueUrl);
        return perEntry(Entries, ({ ReceiptHandle }) => {
          queue.delete(ReceiptHandle);
          return {};
        });
      }),
    ],
    [
      'ChangeMessageVisibility',
      operation(ChangeVisibilitySchema, ({ QueueUrl, ReceiptHandle, VisibilityTimeout }) => {
        if (queues.at(QueueUrl).changeVisibility(ReceiptHandle, VisibilityTimeout * 1000)) return {};
        throw new AwsError('MessageNotInflight', 'The message is not in flight.');
      }),
    ],
  ]);
}

function toWire(message: QueuedMessage, asked: ReadonlySet<string>) {
  const { id, body, receiptHandle, receives, sentAt, firstReceivedAt } = message;
  const all: Record<string, string> = {
    SenderId: 'local',
    SentTimestamp: String(sentAt),
    ApproximateReceiveCount: String(receives),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
  };
  const attributes = Object.entries(all).filter(([name]) => asked.has('All') || asked.has(name));
  return {
    MessageId: id,
    ReceiptHandle: receiptHandle,
    Body: body,
    MD5OfBody: md5(body),
    ...(attributes.length > 0 && { Attributes: Object.fromEntries(attributes) }),
  };
}
