import { Duration } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { type CallbackEventsOptions, callbackEvents } from '#cdk/constructs/callback-events.ts';
import type { NotificationsQueue } from '#cdk/constructs/notifications-queue.ts';

export interface CallbackEventsRuleProps extends CallbackEventsOptions {
  readonly description: string;
  readonly eventBusName: string;
  readonly target: { readonly arn: string; readonly roleArn?: string };
  /** Keeps what cannot be delivered among its dead letters. */
  readonly notifications: NotificationsQueue;
}

/** The most that EventBridge offers. Its defaults depend on the kind of bus, so nothing is left to them. */
const RETRY_POLICY = {
  maximumEventAgeInSeconds: Duration.hours(24).toSeconds(),
  maximumRetryAttempts: 185,
};

/**
 * Delivers the events of callbacks that reach a bus; what stays undelivered for a day becomes a dead letter.
 *
 * A resource of the first level: the CDK's own rule has no way to say "either of these patterns".
 */
export class CallbackEventsRule extends Construct {
  constructor(scope: Construct, id: string, props: CallbackEventsRuleProps) {
    super(scope, id);
    const { description, eventBusName, target, notifications } = props;
    const rule = new CfnRule(this, 'Rule', {
      description,
      eventBusName,
      eventPattern: callbackEvents(props),
      targets: [
        {
          id: 'Ingest',
          ...target,
          retryPolicy: RETRY_POLICY,
          deadLetterConfig: { arn: notifications.deadLetters.queueArn },
        },
      ],
    });
    notifications.keepUndelivered(rule.attrArn);
  }
}
