/** One conversation as Genesys keeps it, and the notifications that it sends of it. */
import type { Random } from '#test/bench/random.ts';

/** A leg's life so far. */
export interface Leg {
  readonly participantId: string;
  readonly communicationId: string;
  readonly purpose: 'customer' | 'acd' | 'agent';
  readonly startTime: string;
  readonly userId?: string;
  readonly agentName?: string;
  state: 'scheduled' | 'alerting' | 'connected' | 'disconnected';
  connectedTime?: string;
  endTime?: string;
  disconnectType?: string;
  wrapupNotes?: string;
}

export interface PhoneCall {
  readonly id: string;
  state: 'dialing' | 'connected' | 'disconnected';
  connectedTime?: string;
  disconnectedTime?: string;
}

/** What a notification is made from. */
export interface Scene {
  readonly conversationId: string;
  readonly queueId: string;
  readonly configId: string | undefined;
  readonly number: string;
  readonly name: string;
  readonly timeoutSeconds: number;
  /** Epoch ms; undefined for "immediately". */
  scheduledFor: number | undefined;
  readonly legs: Leg[];
  call?: PhoneCall;
}

export const iso = (instant: number) => new Date(instant).toISOString();

const callbackFields = (scene: Scene, leg: Leg) => ({
  state: leg.state,
  initialState: leg.purpose === 'agent' ? 'alerting' : 'scheduled',
  direction: 'outbound',
  held: false,
  provider: 'PureCloud Callback',
  callbackNumbers: [scene.number],
  callbackUserName: scene.name,
  skipEnabled: true,
  externalCampaign: false,
  timeoutSeconds: scene.timeoutSeconds,
  ...(scene.scheduledFor !== undefined && { callbackScheduledTime: iso(scene.scheduledFor) }),
  ...(scene.configId !== undefined && { automatedCallbackConfigId: scene.configId }),
  ...(leg.connectedTime !== undefined && { connectedTime: leg.connectedTime }),
  ...(leg.disconnectType !== undefined && { disconnectType: leg.disconnectType }),
});

const customerOf = ({ legs }: Scene) => legs.find(({ purpose }) => purpose === 'customer');

function mediaParticipant(scene: Scene, leg: Leg) {
  return {
    id: leg.participantId,
    name: leg.agentName ?? scene.name,
    startTime: leg.startTime,
    purpose: leg.purpose,
    wrapupRequired: false,
    queue: { id: scene.queueId, name: 'Callbacks' },
    attributes: {},
    ...callbackFields(scene, leg),
    ...(leg.userId !== undefined && { user: { id: leg.userId, name: leg.agentName } }),
    ...(leg.purpose !== 'customer' && { peer: customerOf(scene)?.communicationId }),
    ...(leg.endTime !== undefined && { endTime: leg.endTime }),
    ...(leg.wrapupNotes !== undefined && { wrapup: { code: scene.queueId, notes: leg.wrapupNotes } }),
  };
}

function allMediaParticipant(scene: Scene, leg: Leg) {
  return {
    id: leg.participantId,
    name: leg.agentName ?? scene.name,
    queueId: scene.queueId,
    purpose: leg.purpose,
    wrapupRequired: false,
    attributes: {},
    ...(leg.userId !== undefined && { userId: leg.userId }),
    ...(leg.wrapupNotes !== undefined && { wrapup: { code: scene.queueId, notes: leg.wrapupNotes } }),
    callbacks: [
      {
        id: leg.communicationId,
        ...callbackFields(scene, leg),
        ...(leg.purpose !== 'customer' && { peerId: customerOf(scene)?.communicationId }),
        ...(leg.endTime !== undefined && { disconnectedTime: leg.endTime }),
      },
    ],
    calls:
      leg.purpose === 'customer' && scene.call
        ? [{ ...scene.call, direction: 'outbound', provider: 'Edge' }]
        : [],
  };
}

const envelope = (
  topicName: string,
  detailType: string,
  eventBody: object,
  stampedAt: number,
  random: Random,
) =>
  JSON.stringify({
    version: '0',
    id: random.uuid(),
    'detail-type': detailType,
    source: 'aws.partner/genesys.com/cloud/179a2afc-a690-4377-8db3-3d826a243e3a/callbacks',
    account: '111122223333',
    time: `${iso(stampedAt).slice(0, 19)}Z`,
    region: 'eu-central-1',
    resources: [],
    detail: {
      topicName,
      version: '2',
      eventBody,
      metadata: { CorrelationId: random.uuid() },
      timestamp: iso(stampedAt),
    },
  });

/** The scene as the media topic of its queue tells it. */
export const mediaTopic = (scene: Scene, stampedAt: number, random: Random): string =>
  envelope(
    `v2.routing.queues.${scene.queueId}.conversations.callbacks`,
    'v2.routing.queues.{id}.conversations.callbacks',
    {
      id: scene.conversationId,
      participants: scene.legs.map((leg) => mediaParticipant(scene, leg)),
      otherMediaUris: [],
    },
    stampedAt,
    random,
  );

/** The scene as the all-media topic of its queue tells it. */
export const allMediaTopic = (scene: Scene, stampedAt: number, random: Random): string =>
  envelope(
    `v2.routing.queues.${scene.queueId}.conversations`,
    'v2.routing.queues.{id}.conversations',
    {
      id: scene.conversationId,
      participants: scene.legs.map((leg) => allMediaParticipant(scene, leg)),
      recordingState: 'none',
    },
    stampedAt,
    random,
  );

/** One detail event of a leg. */
export function detailEvent(
  scene: Scene,
  leg: Leg,
  event: string,
  more: object,
  at: number,
  random: Random,
): string {
  const body = {
    eventTime: at,
    conversationId: scene.conversationId,
    participantId: leg.participantId,
    sessionId: leg.communicationId,
    mediaType: 'CALLBACK',
    provider: 'PureCloud Callback',
    direction: 'OUTBOUND',
    callbackUserName: scene.name,
    callbackNumbers: [scene.number],
    ...(scene.scheduledFor !== undefined && { callbackScheduledTime: scene.scheduledFor }),
    ...(leg.purpose !== 'customer' && { queueId: scene.queueId }),
    ...(leg.userId !== undefined && { userId: leg.userId }),
    ...more,
  };
  const topic = (id: string) => `v2.detail.events.conversation.${id}.${event}`;
  return envelope(topic(scene.conversationId), topic('{id}'), body, at + 64, random);
}
