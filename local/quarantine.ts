/** The quarantine of the running stack, as an operator reads it: over SQS, message by message. */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { RunningStack } from '#local/running-stack.ts';
import { readQuarantined } from '#shared/adapters/sqs/quarantine.ts';
import type { Quarantined } from '#shared/ports/quarantine.ts';

export interface QuarantinedMessage extends Quarantined {
  readonly id: string;
  readonly sentAt: string;
  /** Takes it out for good. */
  remove(): Promise<void>;
}

// Long enough to answer for all of them; whoever breaks off sees them again after it.
const HIDDEN_SECONDS = 60;

/** Hands everything that is in quarantine to `work`, and puts back what it did not remove. */
export async function withQuarantine(
  { awsEndpointUrl }: RunningStack,
  work: (messages: readonly QuarantinedMessage[]) => Promise<void>,
): Promise<void> {
  const client = new SQSClient({
    endpoint: awsEndpointUrl,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const QueueUrl = `${awsEndpointUrl}/000000000000/quarantine`;
  const received = await receiveAll(client, QueueUrl);
  const removed = new Set<Message>();
  try {
    await work(
      received.map((message) => ({
        ...readQuarantined(message.Body ?? ''),
        id: message.MessageId ?? '',
        sentAt: new Date(Number(message.Attributes?.SentTimestamp)).toISOString(),
        async remove() {
          const { ReceiptHandle } = message;
          await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
          removed.add(message);
        },
      })),
    );
  } finally {
    for (const { ReceiptHandle } of received.filter((message) => !removed.has(message))) {
      const shown = { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await client.send(new ChangeMessageVisibilityCommand(shown));
    }
    client.destroy();
  }
}

async function receiveAll(client: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const received: Message[] = [];
  while (true) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN_SECONDS,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    if (Messages.length === 0) return received;
    received.push(...Messages);
  }
}
