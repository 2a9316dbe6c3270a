import { Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';

export interface CredentialsProps {
  readonly stage: string;
  /** Whether senders may prove themselves by Standard Webhooks signatures. */
  readonly signatures: boolean;
  readonly key?: IKey | undefined;
}

/** What senders of notifications prove themselves with, made up by Secrets Manager. */
export class Credentials extends Construct {
  readonly apiKey: Secret;
  readonly signingSecret: Secret | undefined;
  private readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, { stage, signatures, key }: CredentialsProps) {
    super(scope, id);
    this.key = key;
    this.apiKey = this.secret('ApiKey', `Callback Automation ${stage}: key that senders put into x-api-key`);
    this.signingSecret = signatures
      ? this.secret('SigningSecret', `Callback Automation ${stage}: Standard Webhooks secret, base64`)
      : undefined;
  }

  /** Lets `reader` read all of them. */
  grantRead(reader: BundledFunction): void {
    const secrets = [this.apiKey, ...(this.signingSecret ? [this.signingSecret] : [])];
    reader.allow(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: secrets.map(({ secretArn }) => secretArn),
      }),
    );
    this.key?.grantDecrypt(reader.role);
  }

  private secret(id: string, description: string): Secret {
    const secret = new Secret(this, id, {
      description,
      // Letters and digits, a multiple of four of them, are base64 as they stand: 36 bytes of it.
      generateSecretString: { excludePunctuation: true, includeSpace: false, passwordLength: 48 },
      ...(this.key && { encryptionKey: this.key }),
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The sender has to learn a new value first, so that a schedule cannot rotate it; both versions are valid meanwhile.',
    });
    return secret;
  }
}
