import { describe, expect, it } from 'vitest';
import { anApp, aStack, configOf, EVERYTHING, stackTemplate } from '#test/cdk/synthesis.ts';

const dev = stackTemplate('dev', configOf('dev'));
const prod = stackTemplate('prod', configOf('prod'));
const all = stackTemplate('all', EVERYTHING);

/** Replacing one of these loses what is in it: callbacks, bodies, or the senders' credentials. */
const STATEFUL = {
  'AWS::DynamoDB::Table': ['ConversationsTable05F75AD7'],
  'AWS::SQS::Queue': [
    'NotificationsQueueNotificationsDeadLetters28EABCBE',
    'NotificationsQueueNotificationsQueueA3FB58E3',
    'QuarantineBodiesDeadLetters7C3C39A5',
    'QuarantineBodiesQueueAA10238B',
    'SweepDeadLetters2E019697',
    'TimerQueueTimersDeadLetters69159950',
    'TimerQueueTimersQueueCD6F780A',
  ],
  'AWS::SecretsManager::Secret': ['CredentialsApiKey2C2B98D7', 'CredentialsSigningSecret0FE272E8'],
  'AWS::KMS::Key': ['StateKey87F2E493'],
  'AWS::SSM::Parameter': ['ParametersPaused2EA42129'],
  'AWS::Events::EventBus': ['AnnouncementsBus691D0F72'],
};

describe('the stack', () => {
  it.each(Object.entries(STATEFUL))('keeps the logical ids of %s', (type, ids) => {
    expect(Object.keys(all.findResources(type)).toSorted()).toEqual(ids);
  });

  it.each([
    ['dev', dev, 0],
    ['prod', prod, 1],
  ])('has what it needs in %s, and no more', (_, template, signingSecrets) => {
    const resources: { Type: string }[] = Object.values(template.toJSON()['Resources']);
    const counts = Object.groupBy(resources, ({ Type }) => Type);
    expect(Object.fromEntries(Object.entries(counts).map(([type, found]) => [type, found?.length]))).toEqual({
      'AWS::ApiGatewayV2::Api': 1,
      'AWS::ApiGatewayV2::Integration': 2,
      'AWS::ApiGatewayV2::Route': 3,
      'AWS::ApiGatewayV2::Stage': 1,
      'AWS::CloudWatch::Alarm': 21,
      'AWS::CloudWatch::Dashboard': 1,
      'AWS::DynamoDB::Table': 1,
      'AWS::Events::EventBus': 1,
      'AWS::IAM::Policy': 5,
      'AWS::IAM::Role': 5,
      'AWS::Lambda::EventInvokeConfig': 1,
      'AWS::Lambda::EventSourceMapping': 2,
      'AWS::Lambda::Function': 4,
      'AWS::Lambda::Permission': 3,
      'AWS::Logs::LogGroup': 5,
      'AWS::SQS::Queue': 7,
      'AWS::SQS::QueuePolicy': 7,
      'AWS::SSM::Parameter': 1,
      'AWS::Scheduler::Schedule': 1,
      'AWS::SecretsManager::Secret': 1 + signingSecrets,
    });
  });

  it('says what to do next', () => {
    const outputs = Object.entries(prod.toJSON()['Outputs']);
    expect(outputs.map(([id]) => id)).toEqual([
      'WebhookUrl',
      'ApiKeyCommand',
      'SigningSecretCommand',
      'NotificationsQueueArn',
      'EventBusName',
      'AutomationsPath',
      'PauseCommand',
      'ConversationsUrl',
      'TableName',
    ]);
    for (const [, output] of outputs) expect(output).toHaveProperty('Description');
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
