import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM_METRICS } from '#cdk/constructs/program-metrics.ts';
import { readable } from '#test/cdk/permissions.ts';
import { anApp, aStack, EVERYTHING, onlyResource, resourcesOf, stackTemplate } from '#test/cdk/synthesis.ts';

let silent: Template;
let told: Template;
beforeAll(() => {
  silent = stackTemplate('dev', {});
  told = stackTemplate('all', EVERYTHING);
});
const alarmsOf = (template: Template) =>
  [...resourcesOf(template, 'AWS::CloudWatch::Alarm')].map(([id, { Properties }]) => ({
    id: id.replace(/^Alarms(.*)Alarm$/, '$1'),
    ...Properties,
  }));

describe('the alarms', () => {
  it('watch what matters to callers', () => {
    const watched = alarmsOf(silent).map(({ id, Namespace, MetricName, Threshold }) => {
      return `${id}: ${Namespace} ${MetricName} ${Threshold}`;
    });
    expect(watched).toEqual([
      'LooksOverdue: CallbackAutomation looks.oldest-overdue 180000',
      'PlacementsUnknown: CallbackAutomation callbacks.unknown 1',
      'CallbacksExpired: CallbackAutomation callbacks.expired 1',
      'PlacementsFailed: CallbackAutomation callbacks.failed 1',
      'SettingsBroken: CallbackAutomation settings.broken 1',
      'SettingsUnread: CallbackAutomation settings.unread 1',
      'AnnouncementsFailing: CallbackAutomation announcements.failed 5',
      'GenesysRefusing: CallbackAutomation genesys.refused 1',
      'CleanUpsFailing: CallbackAutomation clean-ups.failed 1',
      'LiveChecksUnanswered: CallbackAutomation live-checks.unanswered 10',
      'PacingLong: CallbackAutomation pacing.wait 1800000',
      'SweepSilent: AWS/Lambda Invocations 1',
      'SweepFailing: AWS/Lambda Errors 3',
      'SweepDeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible 1',
      'AutomationFailing: AWS/Lambda Errors 3',
      'AutomationThrottled: AWS/Lambda Throttles 1',
      'TimersDeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible 1',
      'WebhookFailing: AWS/ApiGateway 5xx 1',
      'IngestFailing: AWS/Lambda Errors 1',
      'SendersTurnedAway: CallbackAutomation notifications.unauthenticated 5',
      'NotificationsWaiting: AWS/SQS ApproximateAgeOfOldestMessage 900',
      'NotificationsDeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible 1',
      'Quarantined: AWS/SQS ApproximateNumberOfMessagesVisible 1',
      'QuarantineDeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible 1',
      'QueryFailing: AWS/Lambda Errors 1',
      'OperatorFailing: AWS/Lambda Errors 1',
    ]);
  });

  it('watch every dead letter queue there is', () => {
    const watched = alarmsOf(silent).flatMap(({ Namespace, Dimensions }) =>
      Namespace === 'AWS/SQS' ? [readable(Dimensions[0].Value)] : [],
    );
    const deadLetters = [...resourcesOf(silent, 'AWS::SQS::Queue').keys()].filter((id) =>
      id.endsWith('DeadLetters'),
    );
    expect(deadLetters).toHaveLength(4);
    expect(watched).toEqual(expect.arrayContaining(deadLetters));
  });

  it('say in a sentence what it means for callbacks or callers', () => {
    for (const { AlarmDescription } of alarmsOf(silent)) expect(AlarmDescription).toMatch(/^[A-Z].{30,}\.$/);
  });

  it('ask for the most of what is an age or a length of time, and for the sum of what is counted', () => {
    const most = alarmsOf(silent).filter(
      ({ Namespace, Statistic }) => Namespace === 'CallbackAutomation' && Statistic !== 'Sum',
    );
    expect(most.map(({ id, Statistic }) => [id, Statistic])).toEqual([
      ['LooksOverdue', 'Maximum'],
      ['PacingLong', 'Maximum'],
    ]);
  });

  it('are of their stage', () => {
    for (const { Namespace, Dimensions } of alarmsOf(told)) {
      if (Namespace === 'CallbackAutomation') {
        expect(Dimensions).toContainEqual({ Name: 'stage', Value: 'all' });
      }
    }
  });

  it('take silence for good, but not that of the sweep', () => {
    const bad = alarmsOf(silent).filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(bad.map(({ id, ComparisonOperator }) => [id, ComparisonOperator])).toEqual([
      ['SweepSilent', 'LessThanThreshold'],
    ]);
    expect(new Set(alarmsOf(silent).map(({ TreatMissingData }) => TreatMissingData))).toEqual(
      new Set(['breaching', 'notBreaching']),
    );
  });

  it('tell the address and the topic of the stage config, when it begins and when it ends', () => {
    for (const { AlarmActions, OKActions } of alarmsOf(told)) {
      expect(AlarmActions.map(readable)).toEqual([
        'arn:aws:sns:eu-central-1:123456789012:alarms',
        'AlarmsTopic',
      ]);
      expect(OKActions).toEqual(AlarmActions);
    }
    const { Properties } = onlyResource(told, 'AWS::SNS::Subscription');
    expect(Properties).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.com' });
  });

  it('tell nobody where the stage config names nobody', () => {
    expect(resourcesOf(silent, 'AWS::SNS::Topic').size).toBe(0);
    for (const { AlarmActions } of alarmsOf(silent)) expect(AlarmActions ?? []).toEqual([]);
  });
});

describe('the address of the example', () => {
  const warnings = (email: string) => {
    const stack = aStack(anApp(), 'dev', { alarms: { email } });
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('nobody will learn'));
  };

  it('is warned of, because nobody reads it', () => {
    expect(warnings('callback-alarms@example.com')).toHaveLength(1);
    expect(warnings('operations@example.org')).toEqual([]);
  });
});

describe('the dashboard', () => {
  it('shows what queues for Genesys Cloud and what it is asked', () => {
    const body = JSON.stringify(onlyResource(silent, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody);
    const missing = PROGRAM_METRICS.automation.filter((metric) => !body.includes(metric));
    expect(missing).toEqual(['settings.broken', 'settings.unread']);
  });

  it('shows every alarm and every function', () => {
    const body = JSON.stringify(onlyResource(silent, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody);
    for (const id of Object.keys(silent.findResources('AWS::CloudWatch::Alarm'))) expect(body).toContain(id);
    for (const id of Object.keys(silent.findResources('AWS::Lambda::Function'))) expect(body).toContain(id);
  });
});
