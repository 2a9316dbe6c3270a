import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CallbackAutomation } from '#cdk/callback-automation.ts';
import { NextSteps } from '#cdk/constructs/next-steps.ts';
import type { Stage } from '#cdk/load-stage-config.ts';

/** One stage: what `cdk/config/<stage>.json` says, and outputs that say what to do next. */
export class CallbackAutomationStack extends Stack {
  constructor(scope: Construct, { name: stage, config }: Stage) {
    super(scope, `CallbackAutomation-${stage}`, {
      description: `Callback Automation for Genesys Cloud, stage ${stage}`,
      terminationProtection: config.deletionProtection,
    });
    Tags.of(this).add('stage', stage);
    // The CDK leaves `Default` out of logical ids: they name the parts of the product, as if it were the stack itself.
    const automation = new CallbackAutomation(this, 'Default', { stage, ...config });
    new NextSteps(this, 'NextSteps', { automation });
  }
}
