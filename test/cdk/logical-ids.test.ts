import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { CallbackAutomation } from '#cdk/callback-automation.ts';
import { anApp, EVERYTHING, stackTemplate } from '#test/cdk/synthesis.ts';

/** Replacing one of these loses what is in it, or what others know it by: an address, a confirmed subscription. */
const STATEFUL: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGatewayV2::Api': ['WebhookApi427E2EB3'],
  'AWS::DynamoDB::Table': ['ConversationsTable05F75AD7'],
  'AWS::Events::EventBus': ['AnnouncementsBus691D0F72', 'PartnerBus4A8815AD'],
  'AWS::KMS::Key': ['StateKey87F2E493'],
  'AWS::Logs::LogGroup': [
    'AutomationLog1DA09E0A',
    'IngestLogC24335F7',
    'OperatorLog2E334C56',
    'QueryLog72C99878',
    'SweepLogDE05DA76',
    'WebhookAccessLog49B4A173',
  ],
  'AWS::SNS::Subscription': ['AlarmsTopicopsexamplecom4A606E3C'],
  'AWS::SNS::Topic': ['AlarmsTopic3A2DFEBA'],
  'AWS::SQS::Queue': [
    'NotificationsQueueNotificationsDeadLetters28EABCBE',
    'NotificationsQueueNotificationsQueueA3FB58E3',
    'QuarantineBodiesDeadLetters7C3C39A5',
    'QuarantineBodiesQueueAA10238B',
    'SweepDeadLetters2E019697',
    'TimerQueueTimersDeadLetters69159950',
    'TimerQueueTimersQueueCD6F780A',
  ],
  'AWS::SSM::Parameter': ['ParametersPaused2EA42129'],
  'AWS::SecretsManager::Secret': [
    'CredentialsApiKey2C2B98D7',
    'CredentialsSigningSecret0FE272E8',
    'CustomersKeySecretBBCC2D21',
  ],
};

/** What can be made again from the template and the code, and is known by nobody outside. */
const STATELESS = [
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Events::ApiDestination',
  'AWS::Events::Connection',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
];

/** Every logical id of a type that is pinned or found, but not both. */
const moved = (template: Template, type: string): string[] => {
  const found = new Set(Object.keys(template.findResources(type)));
  return [...found.symmetricDifference(new Set(STATEFUL[type]))].toSorted();
};

const all = stackTemplate('all', EVERYTHING);

describe('logical ids', () => {
  it.each(Object.keys(STATEFUL))('of %s stay as they are', (type) => {
    expect(moved(all, type)).toEqual([]);
  });

  it('are pinned for every type that is not known to be stateless', () => {
    const resources: readonly { Type: string }[] = Object.values(all.toJSON()['Resources']);
    const types = new Set(resources.map(({ Type }) => Type));
    expect([...types].toSorted()).toEqual([...Object.keys(STATEFUL), ...STATELESS].toSorted());
  });

  it('cannot move unnoticed: a renamed construct is found', () => {
    const stack = new Stack(anApp(), 'Test');
    new CallbackAutomation(stack, 'Renamed', { stage: 'dev' });
    const [pinned = ''] = STATEFUL['AWS::DynamoDB::Table'] ?? [];
    expect(moved(Template.fromStack(stack), 'AWS::DynamoDB::Table')).toEqual([
      pinned,
      expect.stringMatching(/^RenamedConversationsTable/),
    ]);
  });
});
