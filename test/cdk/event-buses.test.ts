import { globSync, readFileSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { callbackEvents, TOPICS } from '#cdk/constructs/callback-events.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { readTopic } from '#shared/genesys/topic.ts';
import { matches } from '#test/cdk/event-pattern.ts';
import { readable } from '#test/cdk/permissions.ts';
import { EVERYTHING, propertiesOf, resourcesOf, stackTemplate } from '#test/cdk/synthesis.ts';

const SOURCE = EVERYTHING.partnerEventSource;

const payloads = globSync(['test/fixtures/payloads/*.json', 'local/samples/*.json']).map(
  (file): [string, unknown] => {
    return [file.replace(/^.*\//, ''), JSON.parse(readFileSync(file, 'utf8'))];
  },
);

/** The event that EventBridge would deliver for a notification message of the WebSocket. */
const asEvent = (message: { readonly topicName: string }) => ({
  source: SOURCE,
  // Genesys writes `{id}` where the topic has an id.
  'detail-type': message.topicName.replace(/(users|queues|conversation)\.[^.]+/, '$1.{id}'),
  detail: message,
});

interface Delivered {
  readonly 'detail-type': string;
}

const isEvent = (value: unknown): value is Delivered =>
  typeof value === 'object' && value !== null && 'detail-type' in value;

const isMessage = (value: unknown): value is { readonly topicName: string } =>
  typeof value === 'object' && value !== null && 'topicName' in value;
const events = payloads.flatMap(([name, payload]): [string, unknown][] => {
  if (isMessage(payload)) return [[name, asEvent(payload)]];
  return isEvent(payload) ? [[name, payload]] : [];
});

const CALLBACKS = callbackEvents({ customersReached: false });
const WITH_TALKS = callbackEvents({ customersReached: true });

const elementOf = (event: unknown) => {
  const parsed = parseNotification(JSON.stringify(event), undefined, { findReached: true });
  if (parsed.kind !== 'one') throw new Error('Not one notification.');
  return parsed.element;
};
const isObserved = (event: unknown) => elementOf(event).kind === 'observed';
const tellsOfTalk = (event: unknown) => {
  const element = elementOf(event);
  return 'reached' in element && (element.reached ?? []).length > 0;
};
/** A conversation of any medium with a call in it. */
const mayTellOfTalk = (event: unknown) =>
  readTopic((event as Delivered)['detail-type']).kind === 'all-media' &&
  /"calls":\[\{/.test(JSON.stringify(event));

describe('the pattern of callback events', () => {
  it.each(events)('takes %s exactly if the program finds a callback in it', (_, event) => {
    expect(matches(CALLBACKS, event)).toBe(isObserved(event));
  });

  it.each(events)(
    'takes %s where customers reached are noted exactly if it may tell of a talk too',
    (_, event) => {
      expect(matches(WITH_TALKS, event)).toBe(isObserved(event) || mayTellOfTalk(event));
    },
  );

  it('takes every event in which the program finds a talk, where customers reached are noted', () => {
    const talks = events.filter(([, event]) => tellsOfTalk(event));
    expect(talks.map(([name]) => name)).toContain('customer-reached.json');
    expect(talks.filter(([, event]) => !matches(WITH_TALKS, event))).toEqual([]);
  });

  it('is tried with events of both kinds', () => {
    const taken = events.filter(([, event]) => matches(CALLBACKS, event)).length;
    expect(taken).toBeGreaterThan(10);
    expect(events.length - taken).toBeGreaterThan(5);
  });

  it('takes nothing that does not come from Genesys Cloud', () => {
    const [, event] = events.find(([name]) => name === 'eventbridge-acd-start.json') ?? [];
    expect(matches(CALLBACKS, event)).toBe(true);
    expect(matches(CALLBACKS, { ...(event as object), source: 'somebody.else' })).toBe(false);
  });

  it.each(TOPICS)('names %s, which the program understands', (topic) => {
    expect(readTopic(topic)).toEqual(
      expect.toBeOneOf([
        { kind: 'callbacks' },
        { kind: 'all-media' },
        { kind: 'detail-event', event: topic.replace('v2.detail.events.conversation.{id}.', '') },
      ]),
    );
  });

  it('is shorter than EventBridge allows', () => {
    expect(JSON.stringify(WITH_TALKS).length).toBeLessThan(2048);
  });
});

const DELIVERY = {
  EventPattern: WITH_TALKS,
  Targets: [{ RetryPolicy: { MaximumEventAgeInSeconds: 24 * 3600, MaximumRetryAttempts: 185 } }],
};

let none: Template;
let all: Template;
beforeAll(() => {
  none = stackTemplate('dev', {});
  all = stackTemplate('all', EVERYTHING);
});
const ruleOf = (id: string) => propertiesOf(all, 'AWS::Events::Rule', id);

describe('event buses', () => {
  it('are left alone without configuration', () => {
    expect([...resourcesOf(none, 'AWS::Events::EventBus').keys()]).toEqual(['AnnouncementsBus']);
    for (const type of ['Rule', 'Connection', 'ApiDestination']) {
      expect(resourcesOf(none, `AWS::Events::${type}`).size).toBe(0);
    }
  });

  it('bring conversations with calls where customers reached are noted, and else callbacks alone', () => {
    const { customersReached: _, ...rest } = EVERYTHING;
    const without = resourcesOf(stackTemplate('without', rest), 'AWS::Events::Rule');
    const patterns = [...without.values()].map(({ Properties }) => Properties.EventPattern);
    expect(patterns).toEqual([CALLBACKS, CALLBACKS]);
    expect(JSON.stringify(CALLBACKS)).not.toContain('"calls"');
  });

  it('are one that is associated with the partner event source, by its name', () => {
    expect(propertiesOf(all, 'AWS::Events::EventBus', 'PartnerBus')).toMatchObject({
      Name: SOURCE,
      EventSourceName: SOURCE,
    });
  });

  it('deliver callbacks of the partner event source to the notifications queue', () => {
    const rule = ruleOf('PartnerBusCallbacksRule');
    expect(rule).toMatchObject(DELIVERY);
    expect(readable(rule.EventBusName)).toBe('PartnerBus');
    expect(readable(rule.Targets[0].Arn)).toBe('NotificationsQueueNotificationsQueue');
  });

  it('deliver callbacks of another bus to the webhook, with the API key, no faster than it lets through', () => {
    const rule = ruleOf('WebhookDeliveryCallbacksRule');
    expect(rule).toMatchObject({ ...DELIVERY, EventBusName: 'central' });
    expect(readable(rule.Targets[0].Arn)).toBe('WebhookDeliveryDestinationApiDestination');
    expect(readable(rule.Targets[0].RoleArn)).toBe('WebhookDeliveryRole');

    const [destination] = [...resourcesOf(all, 'AWS::Events::ApiDestination').values()];
    expect(destination?.Properties).toMatchObject({ HttpMethod: 'POST', InvocationRateLimitPerSecond: 100 });
    expect(readable(destination?.Properties.InvocationEndpoint)).toBe('WebhookApi/notifications');

    const { AuthorizationType, AuthParameters } = propertiesOf(
      all,
      'AWS::Events::Connection',
      'WebhookDeliveryConnection',
    );
    expect(AuthorizationType).toBe('API_KEY');
    const { ApiKeyName, ApiKeyValue } = AuthParameters.ApiKeyAuthParameters;
    // The template names the secret; CloudFormation reads it.
    expect([ApiKeyName, readable(ApiKeyValue)]).toEqual([
      'x-api-key',
      '{{resolve:secretsmanager:CredentialsApiKey:SecretString:::}}',
    ]);
  });

  it('deliver no faster than the quota of an account, whatever the webhook lets through', () => {
    const fast = stackTemplate('fast', {
      apiDestination: { eventBusName: 'central' },
      throttle: { ratePerSecond: 1000 },
    });
    const [destination] = [...resourcesOf(fast, 'AWS::Events::ApiDestination').values()];
    expect(destination?.Properties.InvocationRateLimitPerSecond).toBe(300);
  });

  it('keep what they cannot deliver where it can be moved back into the notifications queue', () => {
    const deadLetters = 'NotificationsQueueNotificationsDeadLetters';
    const { RedrivePolicy } = propertiesOf(all, 'AWS::SQS::Queue', 'NotificationsQueueNotificationsQueue');
    expect(readable(RedrivePolicy.deadLetterTargetArn)).toBe(deadLetters);
    for (const id of ['PartnerBusCallbacksRule', 'WebhookDeliveryCallbacksRule']) {
      expect(readable(ruleOf(id).Targets[0].DeadLetterConfig.Arn)).toBe(deadLetters);
    }
  });

  it('may put dead letters there by these rules, and by no other', () => {
    const { PolicyDocument } = propertiesOf(
      all,
      'AWS::SQS::QueuePolicy',
      'NotificationsQueueNotificationsDeadLettersPolicy',
    );
    interface Statement {
      readonly Effect: string;
      readonly Action: string;
      readonly Principal: object;
      readonly Condition: { readonly ArnEquals: Readonly<Record<string, unknown>> };
    }
    const allowed = (PolicyDocument.Statement as Statement[]).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(2);
    for (const { Action, Principal } of allowed) {
      expect({ Action, Principal }).toEqual({
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
      });
    }
    expect(allowed.map(({ Condition }) => readable(Condition.ArnEquals['aws:SourceArn']))).toEqual([
      'PartnerBusCallbacksRule',
      'WebhookDeliveryCallbacksRule',
    ]);
  });
});
