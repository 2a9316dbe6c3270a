/** What deleting the stack deletes, and what it keeps. */
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { mustCdk } from '#test/deploy/cdk.ts';
import type { DeployedTarget } from '#test/deploy/deployed-target.ts';
import { takeInventory } from '#test/deploy/inventory.ts';
import { place } from '#test/deploy/place.ts';
import { quarantined } from '#test/e2e/target.ts';

export function describeDestroy(getTarget: () => DeployedTarget): void {
  describe('deleting the stack', () => {
    it('leaves the table with the conversations and the quarantine with its bodies and dead letters, and nothing else', async () => {
      const { sqs, collector, outputs } = getTarget();
      await collector.remove();
      const before = await takeInventory(sqs);
      const kinds = Object.entries(before);
      expect(kinds.filter(([, names]) => names.length === 0)).toEqual([]);
      const counted = await count(outputs.TableName);
      const bodies = (await quarantined(getTarget())).length;
      expect([counted, bodies].every((number) => number > 0)).toBe(true);

      const kept = await quarantineQueues(getTarget());

      await mustCdk(['destroy', '--force', '-c', 'stage=dev'], place);

      const nothing = Object.fromEntries(kinds.map(([kind]) => [kind, []]));
      expect(await takeInventory(sqs)).toEqual({
        ...nothing,
        table: [outputs.TableName],
        queue: kept,
      });
      expect(await count(outputs.TableName)).toBe(counted);
    });
  });
}

/** The names of the quarantine and of its dead letters, in order. */
async function quarantineQueues({ sqs, queueUrl }: DeployedTarget): Promise<readonly string[]> {
  const QueueUrl = queueUrl('quarantine');
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const { deadLetterTargetArn = '' } = JSON.parse(Attributes?.RedrivePolicy ?? '{}');
  return [QueueUrl.split('/').at(-1) ?? '', deadLetterTargetArn.split(':').at(-1)].toSorted();
}

async function count(TableName: string): Promise<number> {
  const dynamodb = new DynamoDBClient({});
  const { Count = 0 } = await dynamodb.send(new ScanCommand({ TableName, Select: 'COUNT' }));
  dynamodb.destroy();
  return Count;
}
