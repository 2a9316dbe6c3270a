import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { CallbackAutomation } from '#cdk/callback-automation.ts';
import type { CallbackAutomationProps } from '#cdk/callback-automation-props.ts';
import { StageConfigError } from '#cdk/parse-stage-config.ts';
import type { StageConfigInput } from '#shared/config/stage.ts';
import { permissionsOf, readable } from '#test/cdk/permissions.ts';
import { anApp, EVERYTHING, resourcesOf, stackTemplate, templateOf } from '#test/cdk/synthesis.ts';

const embed = (props: CallbackAutomationProps) =>
  new CallbackAutomation(new Stack(anApp()), 'Callbacks', props);

/** Does not compile while the props lack a key of the stage config. */
const MISSING: Record<Exclude<keyof StageConfigInput, keyof CallbackAutomationProps>, never> = {};

const aRole = (stack: Stack) => new Role(stack, 'Somebody', { assumedBy: new AccountRootPrincipal() });

describe('the construct in a stack of somebody else', () => {
  it('needs a name and nothing else, and makes what a stage of its own has', () => {
    const template = templateOf((stack) => {
      new CallbackAutomation(stack, 'Callbacks', { stage: 'shop' });
    });
    const withoutPrefix = [...resourcesOf(template, 'AWS::SQS::Queue').keys()].map((id) => {
      return id.replace(/^Callbacks/, '');
    });
    expect(withoutPrefix).toEqual([...resourcesOf(stackTemplate('shop', {}), 'AWS::SQS::Queue').keys()]);
  });

  it('takes every key of a stage config', () => {
    expect(MISSING).toEqual({});
    expect(() => embed({ stage: 'all', ...(EVERYTHING as StageConfigInput) })).not.toThrow();
  });

  it('says of every prop what it is without it, but of the name', () => {
    const source = readFileSync(new URL('../../cdk/callback-automation-props.ts', import.meta.url), 'utf8');
    const props = [...source.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\s+readonly (\w+)(\??):/gs)];
    expect(props.length).toBeGreaterThan(10);
    const silent = props.filter(
      ([, comment, , optional]) => optional === '?' && !comment?.includes('Default:'),
    );
    expect(silent.map(([, , name]) => name)).toEqual([]);
    expect(props.filter(([, , , optional]) => optional === '').map(([, , name]) => name)).toEqual(['stage']);
  });

  it('lives twice in one stack under two names', () => {
    const template = templateOf((stack) => {
      new CallbackAutomation(stack, 'One', { stage: 'one' });
      new CallbackAutomation(stack, 'Two', { stage: 'two' });
    });
    const names = [...resourcesOf(template, 'AWS::Events::EventBus').values()];
    expect(names.map(({ Properties }) => Properties.Name)).toEqual([
      'callback-automation-one',
      'callback-automation-two',
    ]);
  });

  it('says where and what does not fit, in the words of the configuration', () => {
    expect(() => embed({ stage: 'Shop' })).toThrow(
      /^Default\/Callbacks, stage: expected a name of a–z, 0–9 and -/,
    );
    const wrong = { stage: 'shop', throttle: { burst: 0 }, alarm: {} };
    expect(() => embed(wrong)).toThrow(StageConfigError);
    expect(() => embed(wrong)).toThrow('Default/Callbacks does not fit. See docs/configuration.md.\n');
    expect(() => embed(wrong)).toThrow('\n  throttle.burst: expected a whole number from 1 to 5000');
    expect(() => embed(wrong)).toThrow('\n  alarm: expected no such key');
  });

  it('has its alarms do what they are told, when they begin and when they end', () => {
    const template = templateOf((stack) => {
      const alarmActions = [new SnsAction(new Topic(stack, 'OnCall'))];
      const { alarms } = new CallbackAutomation(stack, 'Callbacks', { stage: 'shop', alarmActions });
      expect(alarms.length).toBeGreaterThan(20);
    });
    for (const { Properties } of resourcesOf(template, 'AWS::CloudWatch::Alarm').values()) {
      expect([...Properties.AlarmActions, ...Properties.OKActions].map(readable)).toEqual([
        'OnCall',
        'OnCall',
      ]);
    }
  });
});

describe('a grant', () => {
  const granted = (grant: (callbacks: CallbackAutomation, role: Role) => void, props = {}) => {
    const template = templateOf((stack) => {
      grant(new CallbackAutomation(stack, 'Callbacks', { stage: 'shop', ...props }), aRole(stack));
    });
    return permissionsOf(template, 'Somebody');
  };

  it('to send notifications lets somebody send, and nothing else', () => {
    expect(granted((callbacks, role) => callbacks.grantSendNotifications(role))).toEqual([
      'sqs:SendMessage on CallbacksNotificationsQueueNotificationsQueue',
    ]);
  });

  it('to send notifications includes the key of the queue where there is one', () => {
    const sending = granted((callbacks, role) => callbacks.grantSendNotifications(role), {
      customerManagedKey: true,
    });
    expect(sending).toEqual([
      'kms:Decrypt on CallbacksStateKey',
      'kms:GenerateDataKey on CallbacksStateKey',
      'sqs:SendMessage on CallbacksNotificationsQueueNotificationsQueue',
    ]);
  });

  it('to read the state lets somebody ask for conversations, and nothing else', () => {
    expect(granted((callbacks, role) => callbacks.grantReadState(role))).toEqual([
      'execute-api:Invoke on arn:Partition:execute-api:Region:AccountId:CallbacksWebhookApi/*/GET/conversations/*',
    ]);
  });

  it('to decide lets somebody decide on unknown outcomes, and nothing else', () => {
    expect(granted((callbacks, role) => callbacks.grantDecide(role))).toEqual([
      'execute-api:Invoke on arn:Partition:execute-api:Region:AccountId:CallbacksWebhookApi/*/POST/conversations/*/decisions',
    ]);
  });
});

describe('a metric', () => {
  const callbacks = embed({ stage: 'shop' });
  const { metricName, statistic, dimensions } = callbacks.metricLateness();

  it('is of its stage, with a statistic that says something', () => {
    expect({ metricName, statistic, dimensions }).toEqual({
      metricName: 'callbacks.lateness',
      statistic: 'p99',
      dimensions: { stage: 'shop' },
    });
    expect(callbacks.metricOverdue()).toMatchObject({
      metricName: 'looks.oldest-overdue',
      statistic: 'Maximum',
    });
  });

  it.each(['placed', 'left', 'failed', 'expired', 'unknown'] as const)('counts what is %s', (outcome) => {
    expect(callbacks.metricOutcome(outcome)).toMatchObject({
      metricName: `callbacks.${outcome}`,
      statistic: 'Sum',
    });
  });

  it('can be asked for another statistic', () => {
    expect(callbacks.metricLateness({ statistic: 'p50' }).statistic).toBe('p50');
  });
});
