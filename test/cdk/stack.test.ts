import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { CONVERSATION } from '#test/builders/observations.ts';
import { aSmallWorld } from '#test/builders/small-world.ts';
import { NOON } from '#test/builders/times.ts';
import { readable } from '#test/cdk/permissions.ts';
import { anApp, aStack, configOf, stackTemplate } from '#test/cdk/synthesis.ts';

const dev = stackTemplate('dev', configOf('dev'));
const prod = stackTemplate('prod', configOf('prod'));

type Outputs = Readonly<Record<string, { readonly Value: unknown; readonly Description?: string }>>;

/** The command that an output tells, with words for what only AWS knows. */
const commandIn = (template: Template, output: string): string =>
  readable((template.toJSON()['Outputs'] as Outputs)[output]?.Value);

describe('the stack', () => {
  it.each([
    ['dev', dev, { 'AWS::SecretsManager::Secret': 1 }],
    [
      'prod',
      prod,
      {
        'AWS::SNS::Subscription': 1,
        'AWS::SNS::Topic': 1,
        'AWS::SNS::TopicPolicy': 1,
        'AWS::SecretsManager::Secret': 2,
      },
    ],
  ])('has what it needs in %s, and no more', (_, template, others) => {
    const resources: { Type: string }[] = Object.values(template.toJSON()['Resources']);
    const counts = Object.groupBy(resources, ({ Type }) => Type);
    expect(Object.fromEntries(Object.entries(counts).map(([type, found]) => [type, found?.length]))).toEqual({
      'AWS::ApiGatewayV2::Api': 1,
      'AWS::ApiGatewayV2::Integration': 3,
      'AWS::ApiGatewayV2::Route': 4,
      'AWS::ApiGatewayV2::Stage': 1,
      'AWS::CloudWatch::Alarm': 26,
      'AWS::CloudWatch::Dashboard': 1,
      'AWS::DynamoDB::Table': 1,
      'AWS::Events::EventBus': 1,
      'AWS::IAM::Policy': 6,
      'AWS::IAM::Role': 6,
      'AWS::Lambda::EventInvokeConfig': 1,
      'AWS::Lambda::EventSourceMapping': 2,
      'AWS::Lambda::Function': 5,
      'AWS::Lambda::Permission': 4,
      'AWS::Logs::LogGroup': 6,
      'AWS::SQS::Queue': 7,
      'AWS::SQS::QueuePolicy': 7,
      'AWS::SSM::Parameter': 1,
      'AWS::Scheduler::Schedule': 1,
      ...others,
    });
  });

  it('says what to do next', () => {
    const outputs = Object.entries(prod.toJSON()['Outputs'] as Outputs);
    expect(outputs.map(([id]) => id)).toEqual([
      'WebhookUrl',
      'ApiKeyCommand',
      'SigningSecretCommand',
      'NotificationsQueueArn',
      'FirstNotificationCommand',
      'ReadStateCommand',
      'EventBusName',
      'AutomationsPath',
      'PauseCommand',
      'ConversationsUrl',
      'TableName',
    ]);
    for (const [, { Description }] of outputs) expect(Description).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('tells how to send a first notification, whose callback is left to the agents', async () => {
    const command = commandIn(prod, 'FirstNotificationCommand');
    const [, key, body = ''] =
      /^curl -H "x-api-key: \$\((.*)\)" -d '(.*)' WebhookApi\/notifications$/.exec(command) ?? [];
    expect(key).toBe(commandIn(prod, 'ApiKeyCommand'));

    const parsed = parseNotification(body);
    if (parsed.kind !== 'one' || parsed.element.kind !== 'observed') throw new Error('Not an observation.');
    const { observation } = parsed.element;
    expect(commandIn(prod, 'ReadStateCommand')).toMatch(
      new RegExp(` WebhookApi/conversations/${observation.conversationId}$`),
    );
    const world = aSmallWorld();
    await world.tell({ ...observation, conversationId: CONVERSATION });
    await world.passUntil(NOON);
    expect(world.announced()).toEqual(['CallbackLeft: left-to-agent']);
  });

  it('is not bound to an account or a region, so that it needs no credentials', () => {
    const stack = aStack(anApp(), 'dev', {});
    expect(stack.environment).toBe('aws://unknown-account/unknown-region');
  });

  it('can be deleted by accident where the stage says so, and nowhere else', () => {
    expect(aStack(anApp(), 'dev', configOf('dev')).terminationProtection).toBe(false);
    expect(aStack(anApp(), 'prod', configOf('prod')).terminationProtection).toBe(true);
  });

  it('shares no name with another stage in the same account', () => {
    const names = (name: string) =>
      JSON.stringify(stackTemplate(name, {}).toJSON()).match(
        /callback-automation-[a-z]+|automation\/[a-z]+/g,
      );
    expect(names('one')).not.toEqual([]);
    expect(names('one')?.filter((name) => names('two')?.includes(name))).toEqual([]);
  });
});
