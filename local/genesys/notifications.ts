/** What Genesys says of a change over the event bridge, and how reliably. */
import { toAllMediaBody, toCallbackBody } from '#local/genesys/wire-conversations.ts';
import { toDetailEventBody } from '#local/genesys/wire-detail-event.ts';
import { iso } from '#local/genesys/wire-legs.ts';
import type { Conversation, DetailEvent, World } from '#local/genesys/world.ts';

const SOURCE = 'aws.partner/genesys.com/cloud/9b1d7f3e-4c8a-4e2f-a6b0-1d5c9e7f3a66/fake';

/** A topic's name with the id in it, and with `{id}` in its place. */
interface Told {
  readonly topicName: string;
  readonly detailType: string;
  readonly eventBody: unknown;
}

/** An EventBridge event, as it reaches the webhook. */
export interface Notification {
  readonly 'detail-type': string;
  readonly detail: {
    readonly topicName: string;
    readonly eventBody: unknown;
    readonly timestamp: string;
    readonly [name: string]: unknown;
  };
  readonly [name: string]: unknown;
}

/** The topic of the queue; without one, those of the agents. */
function snapshotTopics(
  { queue, participants }: Conversation,
  medium: '' | '.callbacks',
  eventBody: unknown,
): Told[] {
  const kind = queue ? 'routing.queues' : 'users';
  const ids = queue ? [queue.id] : participants.flatMap(({ userId }) => userId ?? []);
  return ids.map((id) => ({
    topicName: `v2.${kind}.${id}.conversations${medium}`,
    detailType: `v2.${kind}.{id}.conversations${medium}`,
    eventBody,
  }));
}

const detailTopic = (conversation: Conversation, event: DetailEvent, at: number): Told => ({
  topicName: `v2.detail.events.conversation.${conversation.id}.${event.kind}`,
  detailType: `v2.detail.events.conversation.{id}.${event.kind}`,
  eventBody: toDetailEventBody(conversation, event, at),
});

function toldBy(
  { settings: { topics } }: World,
  conversation: Conversation,
  at: number,
  events: readonly DetailEvent[],
): Told[] {
  const { callback } = conversation;
  return [
    ...(topics.includes('detail-events') ? events.map((one) => detailTopic(conversation, one, at)) : []),
    ...(topics.includes('callbacks') && callback
      ? snapshotTopics(conversation, '.callbacks', toCallbackBody(conversation))
      : []),
    ...(topics.includes('all-media') ? snapshotTopics(conversation, '', toAllMediaBody(conversation)) : []),
  ];
}

const toNotification = (
  { topicName, detailType, eventBody }: Told,
  stamp: number,
  newId: () => string,
): Notification => ({
  version: '0',
  id: newId(),
  'detail-type': detailType,
  source: SOURCE,
  account: '123456789012',
  time: `${iso(stamp).slice(0, 19)}Z`,
  region: 'eu-central-1',
  resources: [],
  detail: {
    topicName,
    version: '2',
    eventBody,
    metadata: { CorrelationId: newId() },
    timestamp: iso(stamp),
  },
});

/** Makes the `tell` of a world. No two notifications of a conversation have the same stamp. */
export function createTell(
  getWorld: () => World,
  notify: (notification: Notification) => void,
): World['tell'] {
  return (conversation, at, ...events) => {
    const world = getWorld();
    for (const told of toldBy(world, conversation, at, events)) {
      conversation.lastStamp = Math.max(at, conversation.lastStamp + 1);
      deliver(world, structuredClone(toNotification(told, conversation.lastStamp, world.newId)), at, notify);
    }
  };
}

function deliver(
  { settings, agenda, random }: World,
  notification: Notification,
  at: number,
  notify: (notification: Notification) => void,
): void {
  for (let copy = 0; copy < settings.copies; copy += 1) {
    if (random() < settings.lost) continue;
    const late = settings.lateMs + Math.floor(random() * settings.jitterMs);
    if (late === 0) notify(notification);
    else agenda.at(at + late, () => notify(notification));
  }
}
