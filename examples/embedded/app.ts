/** Somebody else's app: the automation in a stack of theirs, beside what they do with callbacks that are due. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { CallbackAutomation } from '#cdk/callback-automation.ts';

class ContactCentreStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const onCall = new SnsAction(new Topic(this, 'OnCall', { enforceSSL: true }));
    const callbacks = new CallbackAutomation(this, 'Callbacks', {
      stage: 'contact-centre',
      logRetentionDays: 90,
      alarmActions: [onCall],
    });
    this.handOver(callbacks);
    this.watch(callbacks, onCall);
    const supervisors = new Role(this, 'Supervisors', { assumedBy: new AccountRootPrincipal() });
    callbacks.grantReadState(supervisors);
  }

  /** Without a placer of its own an automation announces: whoever takes `CallbackDue` has the customer called. */
  private handOver({ bus }: CallbackAutomation): void {
    const deadLetters = new Queue(this, 'NotHandedOver', {
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const due = new Queue(this, 'DueCallbacks', {
      enforceSSL: true,
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    new Rule(this, 'HandOver', {
      eventBus: bus,
      eventPattern: { source: ['callback-automation'], detailType: ['CallbackDue'] },
      targets: [new SqsQueue(due, { deadLetterQueue: deadLetters })],
    });
  }

  /** An alarm of their own, on what they promised their callers. */
  private watch(callbacks: CallbackAutomation, onCall: SnsAction): void {
    const late = new Alarm(this, 'CallbacksLate', {
      metric: callbacks.metricLateness(),
      alarmDescription: 'One callback in a hundred is placed more than ten seconds late.',
      threshold: Duration.seconds(10).toMilliseconds(),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    late.addAlarmAction(onCall);
  }
}

new ContactCentreStack(new App(), 'ContactCentre');
