/**
 * Stands in for Lambda's event source mapping: polls a queue, hands batches to a function, deletes what it took.
 *
 * A batch whose function throws, or answers something that is no list of failures, comes again as a whole after the
 * visibility time-out; a message that the function names as failed comes again alone.
 */
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { lambdaContext } from '#local/lambda-context.ts';

export interface EventSourceOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly functionName: string;
  readonly handle: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  readonly warn: (line: string) => void;
}

const BATCH_SIZE = 10;
/** All looks of these share one process, and its connections to the table: more would wait for each other until they time out. */
const CONCURRENT_BATCHES = 4;
const TIMEOUT_MS = 60_000;
const PAUSE_AFTER_FAILURE_MS = 1000;

/** Starts to poll. `stop` resolves when the batches in flight are finished. */
export function startEventSource(options: EventSourceOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const inFlight = new Set<Promise<void>>();
  const polling = poll(options, inFlight, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(inFlight);
    },
  };
}

async function poll(
  options: EventSourceOptions,
  inFlight: Set<Promise<void>>,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    const messages = await receive(options, stopping);
    if (messages.length > 0) {
      const batch = runBatch(options, messages)
        .catch(() => options.warn(`local ${options.functionName}: a batch failed and comes again`))
        .finally(() => inFlight.delete(batch));
      inFlight.add(batch);
    }
    if (inFlight.size >= CONCURRENT_BATCHES) await Promise.race(inFlight);
  }
}

async function receive({ client, queueUrl, functionName, warn }: EventSourceOptions, stopping: AbortSignal) {
  try {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: BATCH_SIZE,
        WaitTimeSeconds: 20,
        MessageSystemAttributeNames: ['All'],
      }),
      { abortSignal: stopping },
    );
    return Messages;
  } catch {
    if (!stopping.aborted) {
      warn(`local ${functionName}: its queue did not answer`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_AFTER_FAILURE_MS));
    }
    return [];
  }
}

async function runBatch(options: EventSourceOptions, messages: readonly Message[]): Promise<void> {
  const { client, queueUrl, functionName, handle } = options;
  const event = { Records: messages.map((message) => toRecord(message, queueUrl)) };
  const { batchItemFailures } = await handle(event, lambdaContext(functionName, TIMEOUT_MS));
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const Entries = messages
    .filter(({ MessageId = '' }) => !failed.has(MessageId))
    .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  if (Entries.length > 0) await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
}

function toRecord(message: Message, queueUrl: string): SQSRecord {
  const { MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '', Attributes = {} } = message;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    md5OfBody: MD5OfBody,
    attributes: {
      SenderId: Attributes.SenderId ?? '',
      SentTimestamp: Attributes.SentTimestamp ?? '',
      ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '',
      ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '',
    },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:local:000000000000:${queueUrl.split('/').at(-1)}`,
    awsRegion: 'local',
  };
}
