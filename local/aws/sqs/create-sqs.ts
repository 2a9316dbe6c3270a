import { type Operations, operation } from '#local/aws/operation.ts';
import type { QueueRegistry } from '#local/aws/sqs/queue-registry.ts';
import { receiveOperations } from '#local/aws/sqs/receive-operations.ts';
import {
  CreateQueueSchema,
  GetAttributesSchema,
  GetQueueUrlSchema,
  PurgeSchema,
} from '#local/aws/sqs/schemas.ts';
import { sendOperations } from '#local/aws/sqs/send-operations.ts';

/** SQS's standard queues. */
export function createSqs(queues: QueueRegistry): Operations {
  return new Map([
    ...sendOperations(queues),
    ...receiveOperations(queues),
    ['CreateQueue', operation(CreateQueueSchema, (input) => ({ QueueUrl: queues.create(input) }))],
    ['GetQueueUrl', operation(GetQueueUrlSchema, ({ QueueName }) => ({ QueueUrl: queues.urlOf(QueueName) }))],
    ['GetQueueAttributes', operation(GetAttributesSchema, (input) => queues.attributes(input))],
    [
      'PurgeQueue',
      operation(PurgeSchema, ({ QueueUrl }) => {
        queues.at(QueueUrl).purge();
        return {};
      }),
    ],
  ]);
}
