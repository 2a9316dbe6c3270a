import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { TABLE_NAME } from '#local/provision.ts';
import { conversationKey } from '#shared/adapters/dynamodb/table.ts';
import {
  aCallback,
  deedsFor,
  judgePlaced,
  placedOf,
  type Scene,
  type SentCallback,
  toldOf,
  untilPlaced,
} from '#test/crash/scenes/scene.ts';
import { post, sleep } from '#test/e2e/target.ts';

const DUE_IN_MS = 6000;

export interface DuplicatesOptions {
  readonly conversations: number;
  /** How often each notification is sent, all at the same time. */
  readonly copies: number;
}

/** One notification many times at once: it is written once, and its callback placed once. */
export async function sendDuplicates(scene: Scene, { conversations, copies }: DuplicatesOptions) {
  const callbacks: SentCallback[] = [];
  const violations: string[] = [];
  for (let count = 0; count < conversations; count++) {
    const callback = aCallback('hand-over', Date.now() + DUE_IN_MS);
    callbacks.push(callback);
    violations.push(...(await sendAtOnce(scene, callback, copies)));
  }
  await untilPlaced(scene, callbacks);
  // Were one placed a second time, it would be by now.
  await sleep(2000);
  const deeds = deedsFor(callbacks, scene.deeds());
  const twice = [...Map.groupBy(deeds, ({ id }) => id)].filter(([, own]) => own.length > 1);
  // Nobody was killed here, so that a new attempt has no reason.
  const again = twice.map(([id]) => `${id}: placed twice`);
  return {
    placed: placedOf(callbacks, deeds),
    violations: [...violations, ...judgePlaced(callbacks, deeds), ...again],
  };
}

async function sendAtOnce({ stack }: Scene, callback: SentCallback, copies: number): Promise<string[]> {
  const { conversationId } = callback;
  const body = JSON.stringify(toldOf(callback));
  const answers = await Promise.all(Array.from({ length: copies }, () => post(stack, body)));
  const taken = answers.filter(({ status }) => status === 200).map(({ json }) => json.outcome);
  const recorded = taken.filter((outcome) => outcome === 'recorded');
  const others = taken.filter((outcome) => outcome !== 'recorded' && outcome !== 'duplicate');
  // Who loses too many races is told to send again.
  const refused = answers.filter(({ status }) => status !== 200 && status !== 503);
  const version = await versionOf(stack, conversationId);
  return [
    ...(recorded.length === 1 ? [] : [`${conversationId}: recorded ${recorded.length} times`]),
    ...others.map((outcome) => `${conversationId}: a duplicate was answered ${outcome}`),
    ...refused.map(({ status }) => `${conversationId}: a duplicate was answered ${status}`),
    ...(version === 1 ? [] : [`${conversationId}: ${version} writes`]),
  ];
}

/** How often the conversation was written. */
async function versionOf({ aws }: Scene['stack'], conversationId: string): Promise<number> {
  const client = new DynamoDBClient(aws);
  const Key = { pk: { S: conversationKey(conversationId) } };
  const { Item } = await client.send(
    new GetItemCommand({ TableName: TABLE_NAME, Key, ConsistentRead: true }),
  );
  client.destroy();
  return Number(Item?.['version']?.N ?? 0);
}
