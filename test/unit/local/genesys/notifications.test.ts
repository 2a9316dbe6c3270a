import { describe, expect, it } from 'vitest';
import { AGENT_FIRST_QUEUE, AGENT_ID, CUSTOMER_FIRST_QUEUE } from '#local/genesys/defaults.ts';
import type { Notification } from '#local/genesys/notifications.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { CallbackConversationSchema } from '#shared/genesys/schemas/callback-conversation.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { DetailEventSchema } from '#shared/genesys/schemas/detail-event.ts';
import { EventBridgeEnvelopeSchema } from '#shared/genesys/schemas/event-bridge-envelope.ts';
import { fits } from '#shared/genesys/schemas/fits.ts';
import { aFake, START } from '#test/unit/local/genesys/a-fake.ts';

const bodySchemaOf = (type: string) => {
  if (type.includes('.detail.events.')) return DetailEventSchema;
  return type.endsWith('.callbacks') ? CallbackConversationSchema : ConversationSchema;
};

function observationOf(notification: Notification): Observation {
  const parsed = parseNotification(JSON.stringify(notification));
  if (parsed.kind !== 'one' || parsed.element.kind !== 'observed') {
    throw new Error(`Not observed: ${JSON.stringify(parsed)}`);
  }
  expect(parsed.unknownValues).toBe(0);
  return parsed.element.observation;
}

/** A fake in which an agent took a callback, placed a call for it and ended it. */
async function aWholeLife() {
  const fake = aFake();
  const id = fake.control.createCallback({
    name: 'Robin Example',
    inSeconds: 60,
    timeoutSeconds: 20,
    automatedCallbackConfigId: 'config',
    preview: true,
    externalContactId: 'contact',
  });
  fake.pass(61);
  fake.control.agent(id, { does: 'alert' });
  fake.pass(5);
  fake.control.agent(id, { does: 'connect' });
  await fake.api(
    'POST',
    `conversations/calls/${id}`,
    { callNumber: '+13175550123' },
    { as: fake.control.userToken() },
  );
  fake.pass(30);
  fake.control.agent(id, { does: 'disconnect' });
  return { ...fake, id };
}

const typesOf = (notifications: readonly Notification[]) =>
  notifications.map((one) => one['detail-type'].replace(/^.*\{id\}\./, ''));

describe('the notifications of a whole life', () => {
  it('fit the models of real ones, and each is observed', async () => {
    const { notifications, id } = await aWholeLife();
    for (const notification of notifications) {
      expect(fits(EventBridgeEnvelopeSchema, notification)).toBe(true);
      const { eventBody } = notification.detail;
      expect(fits(bodySchemaOf(notification['detail-type']), eventBody)).toBe(true);
      expect(observationOf(notification).conversationId).toBe(id);
    }
  });

  it('come over the detail events and both topics of the queue, in the order of what happened', async () => {
    const { notifications } = await aWholeLife();
    const both = ['conversations.callbacks', 'conversations'];
    expect(typesOf(notifications)).toEqual([
      ...['customer.start', ...both],
      ...['acd.start', ...both],
      ...['user.start', ...both],
      ...['acd.end', ...both],
      ...both,
      ...both,
      ...['user.end', ...both],
      ...['customer.end', ...both],
    ]);
    expect(notifications[1]?.detail.topicName).toBe(
      `v2.routing.queues.${AGENT_FIRST_QUEUE.id}.conversations.callbacks`,
    );
  });

  it('are stamped in order, no two alike', async () => {
    const { notifications } = await aWholeLife();
    const stamps = notifications.map(({ detail }) => Date.parse(detail.timestamp));
    expect(stamps).toEqual([...new Set(stamps)].toSorted((a, b) => a - b));
    expect(stamps[0]).toBe(START);
  });

  it('tell each stage as captures of real ones do', async () => {
    const { notifications } = await aWholeLife();
    const snapshots = notifications
      .filter((one) => one['detail-type'].endsWith('.conversations'))
      .map(observationOf)
      .map(({ told }) => (told.kind === 'snapshot' ? told : { legs: [], calls: [] }));
    expect(
      snapshots.map(({ legs, calls }) => [
        ...legs.map(({ purpose, state }) => `${purpose} ${state}`),
        ...(calls ?? []).map(({ state }) => `call ${state}`),
      ]),
    ).toEqual([
      ['customer scheduled', 'acd scheduled'],
      ['customer connected', 'acd connected'],
      ['customer connected', 'acd connected', 'agent alerting'],
      ['customer connected', 'acd disconnected', 'agent connected'],
      ['customer connected', 'acd disconnected', 'agent connected', 'call dialing', 'call dialing'],
      ['customer connected', 'acd disconnected', 'agent connected', 'call connected', 'call connected'],
      ['customer connected', 'acd disconnected', 'agent disconnected', 'call connected', 'call disconnected'],
      [
        'customer disconnected',
        'acd disconnected',
        'agent disconnected',
        'call disconnected',
        'call disconnected',
      ],
    ]);
    expect(snapshots[3]?.legs[2]).toMatchObject({
      userId: AGENT_ID,
      timeout: 20_000,
      scheduledFor: START + 60_000,
      connectedAt: START + 66_000,
      automatedCallbackConfigId: 'config',
      preview: true,
      number: '+13175550123',
    });
  });
});

describe('the conversation of a placement', () => {
  it('tells the placement key in both topics', async () => {
    const fake = aFake();
    await fake.api('POST', 'conversations/callbacks', {
      queueId: CUSTOMER_FIRST_QUEUE.id,
      callbackNumbers: ['+13175550123'],
      data: { callbackAutomationPlacementKey: 'old_1' },
    });
    const keys = fake.notifications.slice(1).map((one) => {
      const { told } = observationOf(one);
      return told.kind === 'snapshot' ? told.legs[0]?.placementKey : undefined;
    });
    expect(keys).toEqual(['old_1', 'old_1']);
  });
});

describe('a cancelled callback', () => {
  it('is told as one that ended, with the end of its session', () => {
    const fake = aFake();
    const id = fake.control.createCallback({ inSeconds: 60 });
    fake.control.cancel(id);
    expect(typesOf(fake.notifications.slice(3))).toEqual([
      'customer.end',
      'acd.end',
      'conversations.callbacks',
      'conversations',
    ]);
    const last = fake.notifications.at(-1);
    expect(last && observationOf(last).told).toMatchObject({
      legs: [
        { purpose: 'customer', state: 'disconnected', endedAt: START },
        { purpose: 'acd', state: 'disconnected' },
      ],
    });
  });
});

describe('the delivery', () => {
  const create = (
    settings: Parameters<ReturnType<typeof aFake>['control']['change']>[0],
    random = () => 0.5,
  ) => {
    const fake = aFake({ random });
    fake.control.change({ topics: ['callbacks'], ...settings });
    fake.control.createCallback({ inSeconds: 60 });
    return fake;
  };

  it('can be twice, or not at all', () => {
    expect(create({ copies: 2 }).notifications).toHaveLength(2);
    expect(create({ copies: 0 }).notifications).toEqual([]);
    expect(create({ lost: 0.6 }).notifications).toEqual([]);
    expect(create({ lost: 0.4 }).notifications).toHaveLength(1);
  });

  it('can be late, with the stamp of its time', () => {
    const fake = create({ lateMs: 3000 });
    fake.pass(2.999);
    expect(fake.notifications).toEqual([]);
    fake.pass(0.001);
    expect(fake.notifications.map(({ detail }) => detail.timestamp)).toEqual(['2026-09-01T12:00:00.000Z']);
  });

  it('can be out of order', () => {
    const chances = [0, 0.9, 0, 0.1];
    const fake = create({ jitterMs: 1000 }, () => chances.shift() ?? 0);
    const [conversation] = fake.control.conversations();
    fake.control.cancel(conversation?.id ?? '');
    fake.pass(1);
    const states = fake.notifications.map((one) => {
      const { told } = observationOf(one);
      return told.kind === 'snapshot' ? told.legs[0]?.state : undefined;
    });
    expect(states).toEqual(['disconnected', 'scheduled']);
  });
});
