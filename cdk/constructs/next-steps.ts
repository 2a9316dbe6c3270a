import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { AnnouncementBus } from '#cdk/constructs/announcement-bus.ts';
import type { ConversationTable } from '#cdk/constructs/conversation-table.ts';
import type { Credentials } from '#cdk/constructs/credentials.ts';
import type { NotificationsQueue } from '#cdk/constructs/notifications-queue.ts';
import type { OperatorParameters } from '#cdk/constructs/operator-parameters.ts';
import type { Webhook } from '#cdk/constructs/webhook.ts';

export interface NextStepsProps {
  readonly webhook: Webhook;
  readonly credentials: Credentials;
  readonly notifications: NotificationsQueue;
  readonly bus: AnnouncementBus;
  readonly table: ConversationTable;
  readonly parameters: OperatorParameters;
}

/** The stack's outputs: addresses and names, each with what to do with it. */
export class NextSteps extends Construct {
  constructor(scope: Construct, id: string, props: NextStepsProps) {
    super(scope, id);
    this.waysIn(props);
    this.waysOut(props);
  }

  private waysIn({ webhook, credentials: { apiKey, signingSecret }, notifications }: NextStepsProps): void {
    this.output('WebhookUrl', `${webhook.url}/notifications`, 'Have notifications sent here, by POST.');
    this.output('ApiKeyCommand', readSecret(apiKey.secretArn), 'Prints what senders put into x-api-key.');
    if (signingSecret) {
      const command = readSecret(signingSecret.secretArn);
      this.output('SigningSecretCommand', command, 'Prints the Standard Webhooks secret, without whsec_.');
    }
    const arn = notifications.queue.queueArn;
    this.output('NotificationsQueueArn', arn, 'Or have EventBridge rules of this account send here.');
  }

  private waysOut({ webhook, bus, table, parameters: { path } }: NextStepsProps): void {
    const pause = `aws ssm put-parameter --overwrite --name ${path}/paused --value true`;
    this.output('EventBusName', bus.bus.eventBusName, 'Make rules here for what happens to due callbacks.');
    this.output(
      'AutomationsPath',
      `${path}/automations`,
      'Put one SSM parameter per automation below this path.',
    );
    this.output('PauseCommand', pause, 'Has callbacks that come due wait.');
    this.output('ConversationsUrl', `${webhook.url}/conversations`, 'Ask for /<id> here, signed with SigV4.');
    this.output('TableName', table.name, 'The state of every conversation. Kept when the stack is deleted.');
  }

  private output(id: string, value: string, description: string): void {
    const output = new CfnOutput(this, id, { value, description });
    output.overrideLogicalId(id);
  }
}

const readSecret = (arn: string) =>
  `aws secretsmanager get-secret-value --query SecretString --output text --secret-id ${arn}`;
