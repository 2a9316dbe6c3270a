import { RemovalPolicy } from 'aws-cdk-lib';
import { type IGrantable, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** The customer-managed key of table, queues and secrets, for stages that ask for one. */
export class StateKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `Callback Automation ${stage}: table, queues, secrets`,
      enableKeyRotation: true,
      // The table is kept when the stack goes; without its key it could not be read.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    // EventBridge rules that feed the notifications queue encrypt what they send.
    this.key.grant(new ServicePrincipal('events.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey');
  }
}

/** Lets `user` read and write what the key encrypts: each action by name, where the CDK's grant has wildcards. */
export function grantUse(key: IKey, user: IGrantable): void {
  key.grant(
    user,
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  );
}
