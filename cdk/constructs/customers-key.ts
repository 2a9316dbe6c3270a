import { Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';

export interface CustomersKeyProps {
  readonly stage: string;
  readonly key?: IKey | undefined;
}

/** The key of the hashes by which customers are recognised again, made up by Secrets Manager. */
export class CustomersKey extends Construct {
  readonly secretArn: string;
  private readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, { stage, key }: CustomersKeyProps) {
    super(scope, id);
    this.key = key;
    const secret = new Secret(this, 'Secret', {
      description: `Callback Automation ${stage}: key of the hashes of customers, 32 bytes in hexadecimal`,
      generateSecretString: {
        passwordLength: 64,
        excludePunctuation: true,
        excludeUppercase: true,
        includeSpace: false,
        excludeCharacters: 'ghijklmnopqrstuvwxyz',
      },
      ...(key && { encryptionKey: key }),
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'It leaves no function and proves nothing to anybody; with another key no customer would be recognised.',
    });
    this.secretArn = secret.secretArn;
  }

  /** Lets `reader` read it. */
  grantRead(reader: BundledFunction): void {
    reader.allow(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.secretArn] }),
    );
    this.key?.grantDecrypt(reader.role);
  }
}
