import { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { CallbackEventsOptions } from '#cdk/constructs/callback-events.ts';
import { CallbackEventsRule } from '#cdk/constructs/callback-events-rule.ts';
import type { NotificationsQueue } from '#cdk/constructs/notifications-queue.ts';

export interface PartnerBusProps extends CallbackEventsOptions {
  /** The partner event source that Genesys Cloud's integration made. It takes one bus at a time. */
  readonly eventSourceName: string;
  readonly notifications: NotificationsQueue;
}

/** Takes Genesys Cloud's events into this account, and those of callbacks to the notifications queue. */
export class PartnerBus extends Construct {
  constructor(scope: Construct, id: string, props: PartnerBusProps) {
    super(scope, id);
    const { eventSourceName, notifications, customersReached } = props;
    const bus = new EventBus(this, 'Bus', { eventSourceName });
    new CallbackEventsRule(this, 'Callbacks', {
      description: 'Callbacks of Genesys Cloud, to the notifications queue',
      eventBusName: bus.eventBusName,
      target: { arn: notifications.queue.queueArn },
      notifications,
      customersReached,
    });
  }
}
