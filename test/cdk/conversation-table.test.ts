import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import { ConversationTable } from '#cdk/constructs/conversation-table.ts';
import { TABLE_SCHEMA, TTL_ATTRIBUTE } from '#shared/adapters/dynamodb/table.ts';
import { onlyResource, templateOf } from '#test/cdk/synthesis.ts';

const tableOf = (deletionProtection: boolean, withKey = false) => {
  const template = templateOf((stack) => {
    const key = withKey ? { key: new Key(stack, 'Key') } : {};
    new ConversationTable(stack, 'Conversations', { deletionProtection, ...key });
  });
  return onlyResource(template, 'AWS::DynamoDB::Table');
};

const plain = tableOf(false);
const guarded = tableOf(true, true);
const sorted = (attributes: readonly { AttributeName: string }[]) =>
  attributes.toSorted((a, b) => a.AttributeName.localeCompare(b.AttributeName));

describe('the table', () => {
  it('has the keys and the index that the program uses', () => {
    const { BillingMode, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = plain.Properties;
    expect({ BillingMode, KeySchema, GlobalSecondaryIndexes }).toEqual({
      BillingMode: TABLE_SCHEMA.BillingMode,
      KeySchema: TABLE_SCHEMA.KeySchema,
      GlobalSecondaryIndexes: TABLE_SCHEMA.GlobalSecondaryIndexes,
    });
    expect(sorted(AttributeDefinitions)).toEqual(sorted(TABLE_SCHEMA.AttributeDefinitions));
    expect(plain.Properties.TimeToLiveSpecification).toEqual({
      AttributeName: TTL_ATTRIBUTE,
      Enabled: true,
    });
  });

  it('can be restored to any second of the last weeks', () => {
    expect(plain.Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
  });

  it('outlives its stack and its replacement, in every stage', () => {
    for (const table of [plain, guarded]) {
      expect(table).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
  });

  it('is protected from deletion where the stage says so', () => {
    expect(plain.Properties.DeletionProtectionEnabled).toBe(false);
    expect(guarded.Properties.DeletionProtectionEnabled).toBe(true);
  });

  it('is encrypted with the key of the stage where there is one', () => {
    expect(plain.Properties.SSESpecification).toBeUndefined();
    expect(guarded.Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
  });
});
