/** What the operations of SQS take. */
import * as v from 'valibot';

const seconds = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
const QueueUrl = v.string();
const QueueName = v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/, 'the name of a standard queue'));
const VisibilityTimeout = v.optional(seconds(43_200));

/** Checked by the service itself, which then refuses in SQS's own words. */
const DelaySeconds = v.optional(v.number(), 0);
const Names = v.optional(v.array(v.string()), []);

export const CreateQueueSchema = v.strictObject({
  QueueName,
  Attributes: v.optional(
    v.strictObject({
      VisibilityTimeout: v.optional(v.pipe(v.string(), v.transform(Number), seconds(43_200))),
      RedrivePolicy: v.optional(
        v.pipe(
          v.string(),
          v.parseJson(),
          v.strictObject({
            deadLetterTargetArn: v.string(),
            maxReceiveCount: v.pipe(
              v.union([v.string(), v.number()]),
              v.transform(Number),
              v.integer(),
              v.minValue(1),
              v.maxValue(1000),
            ),
          }),
        ),
      ),
    }),
    {},
  ),
});
export const GetQueueUrlSchema = v.strictObject({ QueueName });

export const SendSchema = v.strictObject({ QueueUrl, MessageBody: v.string(), DelaySeconds });
export const SendBatchSchema = v.strictObject({
  QueueUrl,
  Entries: v.array(v.strictObject({ Id: v.string(), MessageBody: v.string(), DelaySeconds })),
});
export type SendEntry = v.InferOutput<typeof SendBatchSchema>['Entries'][number];

export const ReceiveSchema = v.strictObject({
  QueueUrl,
  MaxNumberOfMessages: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)), 1),
  WaitTimeSeconds: v.optional(seconds(20), 0),
  VisibilityTimeout,
  AttributeNames: Names,
  MessageSystemAttributeNames: Names,
  MessageAttributeNames: Names,
});

export const DeleteSchema = v.strictObject({ QueueUrl, ReceiptHandle: v.string() });
export const DeleteBatchSchema = v.strictObject({
  QueueUrl,
  Entries: v.array(v.strictObject({ Id: v.string(), ReceiptHandle: v.string() })),
});
export const ChangeVisibilitySchema = v.strictObject({
  QueueUrl,
  ReceiptHandle: v.string(),
  VisibilityTimeout: seconds(43_200),
});
export const GetAttributesSchema = v.strictObject({ QueueUrl, AttributeNames: Names });
export const PurgeSchema = v.strictObject({ QueueUrl });
