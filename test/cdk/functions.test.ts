import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { AutomationVariablesSchema } from '#shared/config/automation-variables.ts';
import {
  IngestVariablesSchema,
  OperatorVariablesSchema,
  QueryVariablesSchema,
  readVariables,
  SweepVariablesSchema,
} from '#shared/config/variables.ts';
import { readable } from '#test/cdk/permissions.ts';
import { EVERYTHING, onlyResource, propertiesOf, resourcesOf, stackTemplate } from '#test/cdk/synthesis.ts';

const SCHEMAS = {
  Ingest: IngestVariablesSchema,
  Sweep: SweepVariablesSchema,
  Automation: AutomationVariablesSchema,
  Query: QueryVariablesSchema,
  Operator: OperatorVariablesSchema,
};

const functionIn = (template: Template, name: string) =>
  propertiesOf(template, 'AWS::Lambda::Function', `${name}Function`);
const environmentOf = (template: Template, name: string) => {
  const { Variables } = functionIn(template, name).Environment;
  return Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, readable(value)]));
};
const mappingsOf = (template: Template) => resourcesOf(template, 'AWS::Lambda::EventSourceMapping');

let plain: Template;
let all: Template;
beforeAll(() => {
  plain = stackTemplate('dev', {});
  all = stackTemplate('all', EVERYTHING);
});

describe.each(Object.entries(SCHEMAS))('%s', (name, schema) => {
  it('gets an environment that fits its schema, and nothing beside it', () => {
    for (const template of [plain, all]) {
      const environment = environmentOf(template, name);
      expect(() => readVariables(schema, environment)).not.toThrow();
      expect(Object.keys(schema.entries)).toEqual(expect.arrayContaining(Object.keys(environment)));
    }
  });

  it('runs on Node.js 24 and arm64, from its bundle', () => {
    expect(functionIn(plain, name)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
  });

  it('has a log group of its own, kept as long as the stage says', () => {
    const logGroup = readable(functionIn(plain, name).LoggingConfig.LogGroup);
    expect(logGroup).toBe(`${name}Log`);
    expect(propertiesOf(plain, 'AWS::Logs::LogGroup', logGroup).RetentionInDays).toBe(30);
  });
});

describe('the functions', () => {
  it('get what the stage config says', () => {
    expect(environmentOf(plain, 'Ingest')['AUTH']).toBe('{"accept":["api-key"],"require":"any"}');
    expect(environmentOf(plain, 'Ingest')['SIGNING_SECRET']).toBeUndefined();
    expect(environmentOf(all, 'Ingest')['SIGNING_SECRET']).toBe('CredentialsSigningSecret');
    for (const name of ['Ingest', 'Automation']) {
      expect(environmentOf(plain, name)['CUSTOMERS_SECRET']).toBeUndefined();
      expect(environmentOf(all, name)['CUSTOMERS_SECRET']).toBe('CustomersKeySecret');
    }
    expect(environmentOf(all, 'Automation')['PARAMETER_PATH']).toBe('/callback-automation/all');
    expect(JSON.parse(environmentOf(all, 'Automation')['PLACERS'] ?? '')).toMatchObject({
      dialer: { kind: 'lambda', functionName: 'dialer:live', timeoutSeconds: 10 },
    });
  });

  it('reserve no concurrency unless told to', () => {
    const reserved = (template: Template) =>
      Object.keys(SCHEMAS).map((name) => functionIn(template, name).ReservedConcurrentExecutions);
    expect(reserved(plain)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(reserved(all)).toEqual([9, 1, 5, 1, 1]);
  });

  it('get no more batches than their reserved concurrency can take, and leave ingest half of it', () => {
    const concurrency = [...mappingsOf(all)].map(([id, { Properties }]) => [
      id,
      Properties.ScalingConfig.MaximumConcurrency,
    ]);
    expect(Object.fromEntries(concurrency)).toEqual({
      NotificationsQueueNotificationsDelivery: 4,
      TimerQueueTimersDelivery: 5,
    });
  });

  it('have six of their time-outs before a message is delivered again', () => {
    for (const { Properties } of mappingsOf(plain).values()) {
      const queue = propertiesOf(plain, 'AWS::SQS::Queue', readable(Properties.EventSourceArn));
      const fn = propertiesOf(plain, 'AWS::Lambda::Function', readable(Properties.FunctionName));
      expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * fn.Timeout);
    }
  });

  it('leave ingest no longer than API destinations wait', () => {
    expect(functionIn(plain, 'Ingest').Timeout).toBeLessThanOrEqual(5);
  });
});

describe('the sweep', () => {
  it('runs every minute, and a run that could not begin becomes a dead letter', () => {
    const { Properties: schedule } = onlyResource(plain, 'AWS::Scheduler::Schedule');
    expect(schedule).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 60 } },
    });
    expect(readable(schedule.Target.Arn)).toBe('SweepFunction');
    expect(readable(schedule.Target.DeadLetterConfig.Arn)).toBe('SweepDeadLetters');
  });

  it('is not tried again when it fails, because the next run does its work', () => {
    const { Properties } = onlyResource(plain, 'AWS::Lambda::EventInvokeConfig');
    expect(readable(Properties.FunctionName)).toBe('SweepFunction');
    expect(Properties.MaximumRetryAttempts).toBe(0);
    expect(readable(functionIn(plain, 'Sweep').DeadLetterConfig.TargetArn)).toBe('SweepDeadLetters');
  });
});
