import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { BusEvent } from '#test/e2e/target.ts';

/** Everything that was announced on a bus since the collector was made. */
export interface EventCollector {
  all(): Promise<readonly BusEvent[]>;
  remove(): Promise<void>;
}

const NAME = 'announcements-seen-by-the-test';

/** Collects as a user would: a rule on the bus, to a queue. */
export async function collectEvents(sqs: SQSClient, busName: string): Promise<EventCollector> {
  const events = new EventBridgeClient({});
  const queueUrl = await createQueue(sqs);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  const rule = { Rule: NAME, EventBusName: busName };
  const pattern = JSON.stringify({ source: ['callback-automation'] });
  await events.send(new PutRuleCommand({ Name: NAME, EventBusName: busName, EventPattern: pattern }));
  await events.send(
    new PutTargetsCommand({ ...rule, Targets: [{ Id: 'queue', Arn: Attributes?.QueueArn }] }),
  );

  const seen: BusEvent[] = [];
  let draining: Promise<unknown> = Promise.resolve();
  return {
    all: async () => {
      draining = draining.then(() => drain(sqs, queueUrl, seen));
      await draining;
      return seen;
    },
    remove: async () => {
      await events.send(new RemoveTargetsCommand({ ...rule, Ids: ['queue'] }));
      await events.send(new DeleteRuleCommand({ Name: NAME, EventBusName: busName }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl }));
      events.destroy();
    },
  };
}

async function createQueue(sqs: SQSClient): Promise<string> {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: '*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: NAME, Attributes: { Policy } }),
  );
  return QueueUrl;
}

async function drain(sqs: SQSClient, queueUrl: string, into: BusEvent[]): Promise<void> {
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    if (Messages.length === 0) return;
    into.push(...Messages.map(eventOf));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
}

const eventOf = ({ Body = '' }: Message): BusEvent => JSON.parse(Body);
