import { ApiDestination, Authorization, Connection, HttpMethod } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { CallbackEventsOptions } from '#cdk/constructs/callback-events.ts';
import { CallbackEventsRule } from '#cdk/constructs/callback-events-rule.ts';
import type { Credentials } from '#cdk/constructs/credentials.ts';
import type { NotificationsQueue } from '#cdk/constructs/notifications-queue.ts';
import type { Webhook } from '#cdk/constructs/webhook.ts';

export interface WebhookDeliveryProps extends CallbackEventsOptions {
  readonly stage: string;
  /** A bus of this account and region that Genesys Cloud's events reach. */
  readonly eventBusName: string;
  readonly webhook: Webhook;
  readonly credentials: Credentials;
  /** What the webhook lets through; events are sent no faster. */
  readonly ratePerSecond: number;
  readonly notifications: NotificationsQueue;
}

/** The most that an account's quota allows unless it was raised. */
const MOST_PER_SECOND = 300;

/** Posts the events of callbacks that reach a bus to the webhook, with the API key. */
export class WebhookDelivery extends Construct {
  constructor(scope: Construct, id: string, props: WebhookDeliveryProps) {
    super(scope, id);
    const { eventBusName, webhook, notifications, ratePerSecond, stage, customersReached } = props;
    const destination = new ApiDestination(this, 'Destination', {
      description: `Callback Automation ${stage}: the webhook`,
      connection: this.connect(props),
      endpoint: `${webhook.url}/notifications`,
      httpMethod: HttpMethod.POST,
      rateLimitPerSecond: Math.min(ratePerSecond, MOST_PER_SECOND),
    });
    const arn = destination.apiDestinationArn;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['events:InvokeApiDestination'], resources: [arn] }));
    const rule = new CallbackEventsRule(this, 'Callbacks', {
      description: 'Callbacks of Genesys Cloud, to the webhook',
      eventBusName,
      target: { arn, roleArn: role.roleArn },
      notifications,
      customersReached,
    });
    // Without its policy the role invokes nothing, and the first events would wait for a retry.
    rule.node.addDependency(role);
  }

  /** EventBridge keeps a copy of the key in a secret of its own; it learns a new one by an update of the connection. */
  private connect({ stage, credentials }: WebhookDeliveryProps): Connection {
    return new Connection(this, 'Connection', {
      description: `Callback Automation ${stage}: what proves who posts to the webhook`,
      authorization: Authorization.apiKey('x-api-key', credentials.apiKey.secretValue),
    });
  }
}
