import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';

/** The SSM parameters by which operators pause and configure automations without a deploy. */
export class OperatorParameters extends Construct {
  /** Without a trailing slash. */
  readonly path: string;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id);
    this.path = `/callback-automation/${stage}`;
    // An operator's change outlives deploys: CloudFormation writes the value only when the template's changes.
    new StringParameter(this, 'Paused', {
      parameterName: `${this.path}/paused`,
      description: 'true: callbacks that come due wait until this is false again',
      allowedPattern: '^(true|false)$',
      stringValue: 'false',
    });
  }

  /** Lets `reader` read everything below the path. */
  grantRead(reader: BundledFunction): void {
    // Access to a path is access to all its levels: AWS needs no wildcard here.
    const path = Stack.of(this).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: this.path.slice(1),
    });
    reader.allow(new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [path] }));
  }
}
