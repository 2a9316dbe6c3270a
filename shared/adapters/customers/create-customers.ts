import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  fromCustomerItem,
  KEPT_FOR,
  type LastReached,
  toCustomerItem,
} from '#shared/adapters/customers/customer-item.ts';
import { customerKeys } from '#shared/adapters/customers/customer-keys.ts';
import type { SecretSource } from '#shared/adapters/secrets/secret-source.ts';
import { between, type EpochMs, latest, minutes } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Customers } from '#shared/ports/customers.ts';

export interface CustomersDeps {
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  /** Its values key the hashes: the current one those of new items, all of them those that are looked for. */
  readonly secret: SecretSource;
  readonly clock: Clock;
}

/** An instant further ahead of our clock is a wrong clock's, and would stand against all true ones. */
const MOST_AHEAD = minutes(5);

/** How many items a process knows to be written. One talk is told of some ten times. */
const MOST_KNOWN = 2000;

/** Keeps in DynamoDB when each customer was last reached: one item for each thing a customer is recognised by. */
export function createCustomers({ dynamoDb, tableName, secret, clock }: CustomersDeps): Customers {
  const known = createKnown();

  async function put(pk: string, last: LastReached): Promise<void> {
    if (known.has(pk, last.at)) return;
    try {
      await dynamoDb.send(
        new PutItemCommand({
          TableName: tableName,
          Item: toCustomerItem(pk, last),
          ConditionExpression: 'attribute_not_exists(pk) OR reachedAt < :at',
          ExpressionAttributeValues: { ':at': { N: String(last.at) } },
        }),
      );
    } catch (error) {
      // What stands there is as new, or newer.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    known.add(pk, last.at);
  }

  async function get(pk: string): Promise<readonly LastReached[]> {
    const Key = { pk: { S: pk } };
    const { Item } = await dynamoDb.send(
      new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }),
    );
    return Item === undefined ? [] : [fromCustomerItem(Item)];
  }

  return {
    async note(reached) {
      const age = between(reached.at, clock.now());
      if (age > KEPT_FOR || age < -MOST_AHEAD) return;
      const [current] = await secret();
      // Without a key a hash would say whose number it is.
      if (current === undefined) throw new TypeError('There is no key for the hashes of customers.');
      await Promise.all(customerKeys(current, reached).map((pk) => put(pk, reached)));
    },

    async reachedAt(customer, conversationId) {
      const values = await secret();
      const found = await Promise.all(values.flatMap((value) => customerKeys(value, customer)).map(get));
      const elsewhere = found.flat().filter((last) => last.conversationId !== conversationId);
      return elsewhere.length === 0 ? undefined : latest(...elsewhere.map(({ at }) => at));
    },
  };
}

/** Which items were written, up to which instant; the ones that were written first are forgotten first. */
function createKnown() {
  const instants = new Map<string, EpochMs>();
  return {
    has: (pk: string, at: EpochMs) => (instants.get(pk) ?? Number.NEGATIVE_INFINITY) >= at,
    add(pk: string, at: EpochMs) {
      instants.delete(pk);
      instants.set(pk, at);
      const [first] = instants.size > MOST_KNOWN ? instants.keys() : [];
      if (first !== undefined) instants.delete(first);
    },
  };
}
