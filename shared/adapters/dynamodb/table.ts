import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** Name of the sparse index by which the sweep finds the next looks. */
export const LOOKS_INDEX = 'looks';

/** Attribute by which DynamoDB deletes items, in seconds since 1970. */
export const TTL_ATTRIBUTE = 'expiresAt';

/** What `CreateTable` needs besides the table's name. Time to live is switched on separately, by `TTL_ATTRIBUTE`. */
export const TABLE_SCHEMA = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'lookShard', AttributeType: 'N' },
    { AttributeName: 'lookAt', AttributeType: 'N' },
  ],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: LOOKS_INDEX,
      KeySchema: [
        { AttributeName: 'lookShard', KeyType: 'HASH' },
        { AttributeName: 'lookAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
} satisfies Omit<CreateTableCommandInput, 'TableName'>;

const CONVERSATION = 'conversation#';

/** The partition key of a conversation: its id. Keys with another `#` are free for items of other kinds. */
export const conversationKey = (conversationId: string): string =>
  conversationId.includes('#') ? CONVERSATION + conversationId : conversationId;

/** The conversation id that `conversationKey` made `key` of. */
export const conversationIdOf = (key: string): string =>
  key.startsWith(CONVERSATION) ? key.slice(CONVERSATION.length) : key;

/** The partition key of a placer's rate. */
export const rateKey = (placer: string): string => `rate#${placer}`;

/** The partition key of the sweep's cursor in one shard. */
export const cursorKey = (shard: number): string => `cursor#${shard}`;
