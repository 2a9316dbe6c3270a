import { AwsError } from '#local/aws/aws-error.ts';
import { type Operations, operation } from '#local/aws/operation.ts';
import { perEntry } from '#local/aws/sqs/batch.ts';
import { md5 } from '#local/aws/sqs/md5.ts';
import type { QueueRegistry } from '#local/aws/sqs/queue-registry.ts';
import { SendBatchSchema, type SendEntry, SendSchema } from '#local/aws/sqs/schemas.ts';

const MAX_DELAY_SECONDS = 900;
const MAX_BYTES = 1_048_576;

/** The operations of a sender. */
export function sendOperations(queues: QueueRegistry): Operations {
  return new Map([
    ['SendMessage', operation(SendSchema, (input) => send(queues, input.QueueUrl, input))],
    [
      'SendMessageBatch',
      operation(SendBatchSchema, ({ QueueUrl, Entries }) => {
        checkBytes(Entries.map(({ MessageBody }) => MessageBody));
        return perEntry(Entries, (entry) => send(queues, QueueUrl, entry));
      }),
    ],
  ]);
}

function send(queues: QueueRegistry, queueUrl: string, entry: Omit<SendEntry, 'Id'>) {
  const { MessageBody, DelaySeconds } = entry;
  const queue = queues.at(queueUrl);
  if (!Number.isInteger(DelaySeconds) || DelaySeconds < 0 || DelaySeconds > MAX_DELAY_SECONDS) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
  if (MessageBody === '') throw new AwsError('MissingParameter', 'The request must contain MessageBody.');
  checkBytes([MessageBody]);
  return { MessageId: queue.send(MessageBody, DelaySeconds * 1000), MD5OfMessageBody: md5(MessageBody) };
}

function checkBytes(bodies: readonly string[]): void {
  const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
  if (bytes > MAX_BYTES) throw new AwsError('InvalidParameterValue', `At most ${MAX_BYTES} bytes.`);
}
