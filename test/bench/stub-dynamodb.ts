import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '#shared/adapters/dynamodb/conversation-item.ts';

/** A client that answers from memory at the SDK's `send`: reads what it is given, and forgets what is written. */
export const createStubClient = (itemOf: (key: string) => Item | undefined): DynamoDBClient =>
  Object.assign(new DynamoDBClient({ region: 'eu-central-1' }), {
    send: async (command: unknown) =>
      command instanceof GetItemCommand ? { Item: itemOf(command.input.Key?.['pk']?.S ?? '') } : {},
  });
