import { Duration } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import { NotificationsQueue } from '#cdk/constructs/notifications-queue.ts';
import { Quarantine } from '#cdk/constructs/quarantine.ts';
import { TimerQueue } from '#cdk/constructs/timer-queue.ts';
import { readable } from '#test/cdk/permissions.ts';
import { aFunction, propertiesOf, resourcesOf, templateOf } from '#test/cdk/synthesis.ts';

const DAY = 24 * 3600;

const template = templateOf((stack) => {
  const consumer = aFunction(stack);
  const consumerTimeout = Duration.seconds(60);
  new TimerQueue(stack, 'TimerQueue', { consumerTimeout }).deliverTo(consumer, undefined);
  new NotificationsQueue(stack, 'NotificationsQueue', {}).deliverTo(consumer, 7);
  new Quarantine(stack, 'Quarantine', {});
});
const queues = [...resourcesOf(template, 'AWS::SQS::Queue')];
const queue = (id: string) => propertiesOf(template, 'AWS::SQS::Queue', id);
const delivery = (id: string) => propertiesOf(template, 'AWS::Lambda::EventSourceMapping', id);

interface Statement {
  readonly Effect: string;
  readonly Condition: unknown;
}
const policies = [...resourcesOf(template, 'AWS::SQS::QueuePolicy').values()].map(({ Properties }) => ({
  queue: readable(Properties.Queues[0]),
  statements: Properties.PolicyDocument.Statement as Statement[],
}));

describe('every queue', () => {
  it('refuses whoever comes without TLS', () => {
    const withoutTls = { Bool: { 'aws:SecureTransport': 'false' } };
    const guarded = policies.filter(({ statements }) =>
      statements.some(
        ({ Effect, Condition }) =>
          Effect === 'Deny' && JSON.stringify(Condition) === JSON.stringify(withoutTls),
      ),
    );
    expect(guarded.map(({ queue }) => queue).toSorted()).toEqual(queues.map(([id]) => id).toSorted());
  });

  it('is encrypted', () => {
    expect(queues).toHaveLength(6);
    for (const [, { Properties }] of queues) expect(Properties.SqsManagedSseEnabled).toBe(true);
  });

  it('has dead letters, which are kept as long as SQS can', () => {
    for (const [id, { Properties }] of queues) {
      if (id.includes('DeadLetters')) expect(Properties.MessageRetentionPeriod).toBe(14 * DAY);
      else expect(readable(Properties.RedrivePolicy.deadLetterTargetArn)).toMatch(/DeadLetters$/);
    }
  });

  it('is encrypted with the key of the stage where there is one', () => {
    const withKey = templateOf((stack) => {
      new Quarantine(stack, 'Quarantine', { key: new Key(stack, 'Key') });
    });
    for (const { Properties } of resourcesOf(withKey, 'AWS::SQS::Queue').values()) {
      expect(readable(Properties.KmsMasterKeyId)).toBe('Key');
    }
  });
});

describe('the timers queue', () => {
  const timers = queue('TimerQueueTimersQueue');

  it('hides a batch for six time-outs of its consumer', () => {
    expect(timers.VisibilityTimeout).toBe(6 * 60);
  });

  it('keeps a timer for longer than the longest delay and all tries', () => {
    const tries = timers.RedrivePolicy.maxReceiveCount * timers.VisibilityTimeout;
    expect(timers.MessageRetentionPeriod).toBeGreaterThan(900 + tries);
  });

  it('delivers at once, and only what failed comes again', () => {
    const mapping = delivery('TimerQueueTimersDelivery');
    expect(mapping).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(mapping.MaximumBatchingWindowInSeconds).toBeUndefined();
    expect(mapping.ScalingConfig).toBeUndefined();
  });
});

describe('the notifications queue', () => {
  const notifications = queue('NotificationsQueueNotificationsQueue');

  it('tries for four days, and keeps a message for longer than that', () => {
    const { maxReceiveCount } = notifications.RedrivePolicy;
    expect(maxReceiveCount * notifications.VisibilityTimeout).toBe(4 * DAY);
    expect(maxReceiveCount).toBeLessThanOrEqual(1000);
    expect(notifications.MessageRetentionPeriod).toBeGreaterThan(4 * DAY);
  });

  it('takes messages of rules of the same account, and of nobody else', () => {
    const allowed = policies.flatMap(({ queue, statements }) =>
      statements.filter(({ Effect }) => Effect === 'Allow').map((statement) => ({ queue, statement })),
    );
    expect(allowed).toEqual([
      {
        queue: 'NotificationsQueueNotificationsQueue',
        statement: {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: expect.anything(),
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      },
    ]);
  });

  it('delivers as many batches at a time as it is told to', () => {
    expect(delivery('NotificationsQueueNotificationsDelivery')).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 7 },
    });
  });
});

describe('the quarantine', () => {
  it('keeps bodies for 14 days, even when the stack is deleted', () => {
    expect(Object.fromEntries(queues)['QuarantineBodiesQueue']).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { MessageRetentionPeriod: 14 * DAY },
    });
  });

  it('delivers to nobody', () => {
    expect([...resourcesOf(template, 'AWS::Lambda::EventSourceMapping').keys()]).toEqual([
      'TimerQueueTimersDelivery',
      'NotificationsQueueNotificationsDelivery',
    ]);
  });
});
