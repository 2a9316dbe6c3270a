import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { CallbackAutomation } from '#cdk/callback-automation.ts';

export interface NextStepsProps {
  readonly automation: CallbackAutomation;
}

/** The stack's outputs: addresses and names, each with what to do with it. */
export class NextSteps extends Construct {
  constructor(scope: Construct, id: string, { automation }: NextStepsProps) {
    super(scope, id);
    this.waysIn(automation);
    this.firstSteps(automation);
    this.waysOut(automation);
  }

  private waysIn({ webhookUrl, apiKey, signingSecret, notificationsQueue }: CallbackAutomation): void {
    this.output('WebhookUrl', `${webhookUrl}/notifications`, 'Have notifications sent here, by POST.');
    this.output('ApiKeyCommand', readSecret(apiKey.secretArn), 'Prints what senders put into x-api-key.');
    if (signingSecret) {
      const command = readSecret(signingSecret.secretArn);
      this.output('SigningSecretCommand', command, 'Prints the Standard Webhooks secret, without whsec_.');
    }
    const arn = notificationsQueue.queueArn;
    this.output('NotificationsQueueArn', arn, 'Or have EventBridge rules of this account send here.');
  }

  private firstSteps({ webhookUrl, apiKey }: CallbackAutomation): void {
    const { region } = Stack.of(this);
    const key = `"x-api-key: $(${readSecret(apiKey.secretArn)})"`;
    this.output(
      'FirstNotificationCommand',
      `curl -H ${key} -d '${FIRST_NOTIFICATION}' ${webhookUrl}/notifications`,
      'Sends a first notification, of a callback that is due at once and left to the agents: nobody is called.',
    );
    this.output(
      'ReadStateCommand',
      `curl --aws-sigv4 aws:amz:${region}:execute-api --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" ` +
        `-H "x-amz-security-token: $AWS_SESSION_TOKEN" ${webhookUrl}/conversations/${FIRST_CONVERSATION}`,
      'Prints what is known of that callback, with credentials from the environment.',
    );
  }

  private waysOut({ webhookUrl, bus, tableName, parameterPath: path }: CallbackAutomation): void {
    const pause = `aws ssm put-parameter --overwrite --name ${path}/paused --value true`;
    this.output('EventBusName', bus.eventBusName, 'Make rules here for what happens to due callbacks.');
    this.output(
      'AutomationsPath',
      `${path}/automations`,
      'Put one SSM parameter per automation below this path.',
    );
    this.output('PauseCommand', pause, 'Has callbacks that come due wait.');
    this.output('ConversationsUrl', `${webhookUrl}/conversations`, 'Ask for /<id> here, signed with SigV4.');
    this.output('TableName', tableName, 'The state of every conversation. Kept when the stack is deleted.');
  }

  private output(id: string, value: string, description: string): void {
    const output = new CfnOutput(this, id, { value, description });
    output.overrideLogicalId(id);
  }
}

const readSecret = (arn: string) =>
  `aws secretsmanager get-secret-value --query SecretString --output text --secret-id ${arn}`;

const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;

const FIRST_CONVERSATION = id(1);

/** A callback to be placed at once, in a queue that nobody has: no automation takes it. */
const FIRST_NOTIFICATION = JSON.stringify({
  id: FIRST_CONVERSATION,
  participants: [{ id: id(2), purpose: 'customer', queueId: id(3), callbacks: [{ state: 'scheduled' }] }],
});
