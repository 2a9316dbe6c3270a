import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf, wildcardsIn } from '#test/cdk/permissions.ts';
import { aFunction, anApp, aStack, EVERYTHING, resourcesOf, stackTemplate } from '#test/cdk/synthesis.ts';

const log = (name: string) => [`logs:CreateLogStream on ${name}Log`, `logs:PutLogEvents on ${name}Log`];

const KEY_USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

describe('the functions of a stage without extras', () => {
  let template: Template;
  beforeAll(() => {
    template = stackTemplate('dev', { auth: { accept: ['api-key', 'signature'] } });
  });

  it('let ingest do this and nothing else', () => {
    expect(permissionsOf(template, 'IngestRole')).toEqual([
      'dynamodb:GetItem on ConversationsTable',
      'dynamodb:PutItem on ConversationsTable',
      ...log('Ingest'),
      'secretsmanager:GetSecretValue on CredentialsApiKey',
      'secretsmanager:GetSecretValue on CredentialsSigningSecret',
      'sqs:DeleteMessage on NotificationsQueueNotificationsQueue',
      'sqs:GetQueueAttributes on NotificationsQueueNotificationsQueue',
      'sqs:ReceiveMessage on NotificationsQueueNotificationsQueue',
      'sqs:SendMessage on QuarantineBodiesQueue',
      'sqs:SendMessage on TimerQueueTimersQueue',
    ]);
  });

  it('let the automation do this and nothing else', () => {
    expect(permissionsOf(template, 'AutomationRole')).toEqual([
      'dynamodb:GetItem on ConversationsTable',
      'dynamodb:PutItem on ConversationsTable',
      'events:PutEvents on AnnouncementsBus',
      ...log('Automation'),
      'sqs:DeleteMessage on TimerQueueTimersQueue',
      'sqs:GetQueueAttributes on TimerQueueTimersQueue',
      'sqs:ReceiveMessage on TimerQueueTimersQueue',
      'sqs:SendMessage on TimerQueueTimersQueue',
      'ssm:GetParametersByPath on arn:Partition:ssm:Region:AccountId:parameter/callback-automation/dev',
    ]);
  });

  it('let the sweep touch cursors but no conversation', () => {
    const onCursors = 'if {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["cursor#*"]}}';
    expect(permissionsOf(template, 'SweepRole')).toEqual([
      `dynamodb:GetItem on ConversationsTable ${onCursors}`,
      `dynamodb:PutItem on ConversationsTable ${onCursors}`,
      'dynamodb:Query on ConversationsTable/index/looks',
      ...log('Sweep'),
      'sqs:SendMessage on SweepDeadLetters',
      'sqs:SendMessage on TimerQueueTimersQueue',
    ]);
  });

  it('let the query function read', () => {
    expect(permissionsOf(template, 'QueryRole')).toEqual([
      'dynamodb:GetItem on ConversationsTable',
      ...log('Query'),
    ]);
  });

  it('let the operator function change conversations and have them looked at, and nothing else', () => {
    expect(permissionsOf(template, 'OperatorRole')).toEqual([
      'dynamodb:GetItem on ConversationsTable',
      'dynamodb:PutItem on ConversationsTable',
      ...log('Operator'),
      'sqs:SendMessage on TimerQueueTimersQueue',
    ]);
  });

  it('are called by a schedule that may call the sweep and nothing else', () => {
    expect(permissionsOf(template, 'SweepEveryMinuteRole')).toEqual([
      'lambda:InvokeFunction on SweepFunction',
      'sqs:SendMessage on SweepDeadLetters',
    ]);
  });

  it('have no other roles and no managed policies', () => {
    const roles = [...resourcesOf(template, 'AWS::IAM::Role')];
    expect(roles.map(([id]) => id).toSorted()).toEqual([
      'AutomationRole',
      'IngestRole',
      'OperatorRole',
      'QueryRole',
      'SweepEveryMinuteRole',
      'SweepRole',
    ]);
    for (const [, { Properties }] of roles) {
      expect(Object.keys(Properties)).not.toContain('ManagedPolicyArns');
      expect(Object.keys(Properties)).not.toContain('Policies');
    }
  });
});

const SECRETS_BY_NAME = ['crm/signing', 'genesys/dialer', 'genesys/oauth-client'].map((name) => {
  return `secretsmanager:GetSecretValue on arn:Partition:secretsmanager:Region:AccountId:secret:${name}-??????`;
});

describe('the roles of a stage with everything', () => {
  let template: Template;
  beforeAll(() => {
    template = stackTemplate('all', EVERYTHING);
  });

  it('let ingest read the key of the customers', () => {
    expect(permissionsOf(template, 'IngestRole').filter((line) => /^secretsmanager:/.test(line))).toEqual([
      'secretsmanager:GetSecretValue on CredentialsApiKey',
      'secretsmanager:GetSecretValue on CredentialsSigningSecret',
      'secretsmanager:GetSecretValue on CustomersKeySecret',
    ]);
  });

  it('let nobody else read a secret', () => {
    const readers = [...resourcesOf(template, 'AWS::IAM::Role').keys()].filter((role) =>
      permissionsOf(template, role).some((line) => line.startsWith('secretsmanager:')),
    );
    expect(readers.toSorted()).toEqual(['AutomationRole', 'IngestRole']);
  });

  it('let the automation reach the declared targets of placers, each once', () => {
    const targets = permissionsOf(template, 'AutomationRole').filter((line) =>
      /^(lambda|secretsmanager):/.test(line),
    );
    expect(targets).toEqual([
      'lambda:InvokeFunction on arn:Partition:lambda:Region:AccountId:function:agent-token:live',
      'lambda:InvokeFunction on arn:Partition:lambda:Region:AccountId:function:dialer:live',
      'lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:other',
      'secretsmanager:GetSecretValue on CustomersKeySecret',
      ...SECRETS_BY_NAME,
      'secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-central-1:123456789012:secret:partner-AbCdEf',
    ]);
  });

  it('are one more, by which a rule may post to the webhook', () => {
    expect(permissionsOf(template, 'WebhookDeliveryRole')).toEqual([
      'events:InvokeApiDestination on WebhookDeliveryDestinationApiDestination',
    ]);
    expect([...resourcesOf(template, 'AWS::IAM::Role').keys()].toSorted()).toEqual([
      'AutomationRole',
      'IngestRole',
      'OperatorRole',
      'QueryRole',
      'SweepEveryMinuteRole',
      'SweepRole',
      'WebhookDeliveryRole',
    ]);
  });

  it('have no wildcards but for the six characters that Secrets Manager adds to a name', () => {
    expect(wildcardsIn(template)).toEqual(SECRETS_BY_NAME);
  });

  it('would be caught having one', () => {
    const stack = aStack(anApp(), 'planted', {});
    const everything = { actions: ['s3:Get*'], resources: ['*'] };
    aFunction(stack, 'Planted').allow(new PolicyStatement(everything));
    expect(wildcardsIn(Template.fromStack(stack))).toEqual(['s3:Get* on *']);
  });

  it.each([
    ['IngestRole', KEY_USE],
    ['AutomationRole', KEY_USE],
    ['SweepRole', KEY_USE],
    ['OperatorRole', KEY_USE],
    ['QueryRole', ['kms:Decrypt']],
  ])('let %s use the key of the stage', (role, actions) => {
    const lines = permissionsOf(template, role).filter((line) => line.startsWith('kms:'));
    expect(new Set(lines)).toEqual(new Set(actions.map((action) => `${action} on StateKey`)));
  });
});
