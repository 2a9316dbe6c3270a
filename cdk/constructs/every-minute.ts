import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';

export interface EveryMinuteProps {
  readonly run: BundledFunction;
  /** Where ticks go that could not be delivered. */
  readonly deadLetters: IQueue;
}

/**
 * Runs a function every minute; two runs may lie up to 119 s apart.
 *
 * A resource of the first level, with a role of its own: the CDK's target may invoke every version of the function.
 */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, { run, deadLetters }: EveryMinuteProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    const { functionArn } = run.function;
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    );
    const schedule = new CfnSchedule(this, 'Schedule', {
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: deadLetters.queueArn },
        // Older than a minute a tick is of no use: the next one is there.
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 3 },
      },
    });
    // Without its policy the role can't be used, and the Scheduler checks that at once.
    schedule.node.addDependency(role);
  }
}
