/** What Genesys Cloud, and the owner of an account, do with partner event sources. */
import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  EventBridgeClient,
  PutPartnerEventsCommand,
} from '@aws-sdk/client-eventbridge';

/** Associates a source: its bus has its name. */
export async function makeBus(source: string): Promise<void> {
  await send((client) => client.send(new CreateEventBusCommand({ Name: source, EventSourceName: source })));
}

export async function deleteBus(source: string): Promise<void> {
  await send((client) => client.send(new DeleteEventBusCommand({ Name: source })));
}

/** Sends an event of the queue's callback topic. */
export async function putPartnerEvent(source: string, detail: object): Promise<void> {
  const DetailType = 'v2.routing.queues.{id}.conversations.callbacks';
  const event = { Source: source, DetailType, Detail: JSON.stringify(detail), Time: new Date() };
  const answer = await send((client) => client.send(new PutPartnerEventsCommand({ Entries: [event] })));
  if (answer.FailedEntryCount !== 0) throw new Error('The event was not taken.');
}

async function send<T>(request: (client: EventBridgeClient) => Promise<T>): Promise<T> {
  const client = new EventBridgeClient({});
  return request(client).finally(() => client.destroy());
}
