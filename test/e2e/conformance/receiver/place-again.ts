import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

/** Announces a placement that nothing in the state asks for. */
export async function placeAgain(conversationId: string): Promise<void> {
  const client = new EventBridgeClient();
  const Detail = JSON.stringify({ conversationId });
  const event = { EventBusName: 'callback-automation', Source: 'callback-automation', Detail };
  await client.send(new PutEventsCommand({ Entries: [{ ...event, DetailType: 'CallbackDue' }] }));
  client.destroy();
}
