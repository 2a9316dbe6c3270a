import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';
import { grantUse } from '#cdk/constructs/state-key.ts';

export interface ConversationTableProps {
  readonly deletionProtection: boolean;
  /** Default: a key that DynamoDB owns. */
  readonly key?: IKey;
}

/** One item per conversation, its next look in a sparse index; cursors of the sweep, rates of placers, customers reached. */
export class ConversationTable extends Construct {
  readonly name: string;
  private readonly table: Table;
  private readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, { deletionProtection, key }: ConversationTableProps) {
    super(scope, id);
    this.key = key;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection,
      // Never lost with the stack, whatever the stage: it knows what was placed already.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...(key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'looks',
      partitionKey: { name: 'lookShard', type: AttributeType.NUMBER },
      sortKey: { name: 'lookAt', type: AttributeType.NUMBER },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.name = this.table.tableName;
  }

  /** Lets `reader` load a conversation. */
  grantLoad(reader: BundledFunction): void {
    this.allow(reader, ['dynamodb:GetItem']);
    this.key?.grantDecrypt(reader.role);
  }

  /** Lets `writer` load and save conversations. */
  grantLoadAndSave(writer: BundledFunction): void {
    this.allow(writer, ['dynamodb:GetItem', 'dynamodb:PutItem']);
    if (this.key) grantUse(this.key, writer.role);
  }

  /** Lets `sweeper` read the index and move the cursors, but neither read nor write a conversation. */
  grantSweep(sweeper: BundledFunction): void {
    sweeper.allow(
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [`${this.table.tableArn}/index/looks`],
      }),
    );
    sweeper.allow(
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        resources: [this.table.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['cursor#*'] } },
      }),
    );
    if (this.key) grantUse(this.key, sweeper.role);
  }

  private allow(user: BundledFunction, actions: string[]): void {
    user.allow(new PolicyStatement({ actions, resources: [this.table.tableArn] }));
  }
}
