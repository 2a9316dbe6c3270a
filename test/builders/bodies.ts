/** One callback, told in each of the shapes in which Genesys and its relays tell it. */
import { type EpochMs, toIso } from '#shared/domain/time.ts';
import { CONFIG, CONVERSATION, CUSTOMER, QUEUE } from '#test/builders/observations.ts';

const COMMUNICATION = '8e36ad0f-6f49-4f63-b4da-7de1883e0073';

/** What every shape is to tell: `at` is its scheduled time, absent where it is to be placed immediately. */
export interface Story {
  readonly at: EpochMs | undefined;
  readonly toldAt: EpochMs;
  /** Tells that it was cancelled at `toldAt`. */
  readonly isOver?: boolean;
}

const numbers = { callbackNumbers: ['+13175550123'], callbackUserName: 'Alex Example' };

const callback = ({ at, toldAt, isOver }: Story) => ({
  id: COMMUNICATION,
  state: isOver ? 'disconnected' : 'scheduled',
  initialState: 'scheduled',
  ...numbers,
  timeoutSeconds: 0,
  skipEnabled: true,
  automatedCallbackConfigId: CONFIG,
  ...(at !== undefined && { callbackScheduledTime: toIso(at) }),
  ...(isOver && { disconnectType: 'client', disconnectedTime: toIso(toldAt) }),
});

const participant = (story: Story) => {
  const { id: _, disconnectedTime: endTime, ...facts } = callback(story);
  return {
    ...(endTime !== undefined && { endTime }),
    id: CUSTOMER,
    purpose: 'customer',
    startTime: toIso(story.toldAt),
    queue: { id: QUEUE },
    ...facts,
  };
};

const mediaConversation = (story: Story) => ({ id: CONVERSATION, participants: [participant(story)] });

const allMediaConversation = (story: Story) => ({
  id: CONVERSATION,
  participants: [
    { id: CUSTOMER, purpose: 'customer', queueId: QUEUE, calls: [], callbacks: [callback(story)] },
  ],
});

const message = (topicName: string, eventBody: object, more: object = {}) => ({
  topicName,
  version: '2',
  eventBody,
  ...more,
});

const detailEvent = ({ at, toldAt, isOver }: Story) => ({
  ...(isOver && { disconnectType: 'CLIENT', interactingDurationMs: 0 }),
  eventTime: toldAt,
  conversationId: CONVERSATION,
  participantId: CUSTOMER,
  sessionId: COMMUNICATION,
  mediaType: 'CALLBACK',
  direction: 'OUTBOUND',
  provider: 'PureCloud Callback',
  ...(at !== undefined && { callbackScheduledTime: at }),
});

const legacy = (story: Story) => {
  const { state: _, initialState: __, ...facts } = callback(story);
  return {
    conversationId: CONVERSATION,
    ...facts,
    state: story.isOver ? 'DISCONNECTED' : 'SCHEDULED',
    direction: 'OUTBOUND',
    additionalProperties: {},
  };
};

const media = `v2.routing.queues.${QUEUE}.conversations.callbacks`;
const allMedia = `v2.routing.queues.${QUEUE}.conversations`;

export const SHAPES: Readonly<Record<string, (story: Story) => object>> = {
  'EventBridge envelope': (story) => ({
    version: '0',
    id: '674ef223-c6cd-44d1-b31c-f10250c06135',
    'detail-type': 'v2.routing.queues.{id}.conversations.callbacks',
    source: 'aws.partner/genesys.com/cloud/e87cb45c/callbacks',
    time: toIso(story.toldAt),
    detail: message(media, mediaConversation(story), { timestamp: toIso(story.toldAt) }),
  }),
  'notification message, callbacks': (story) => message(media, mediaConversation(story)),
  'notification message, all media': (story) =>
    message(allMedia, allMediaConversation(story), { timestamp: toIso(story.toldAt) }),
  'bare CallbackConversation': mediaConversation,
  'bare Conversation': allMediaConversation,
  'bare ConversationBasic': (story) => ({
    id: CONVERSATION,
    startTime: toIso(story.toldAt),
    participants: [{ id: CUSTOMER, purpose: 'customer', callbacks: [callback(story)] }],
  }),
  'detail event': (story) =>
    message(
      `v2.detail.events.conversation.${CONVERSATION}.customer.${story.isOver ? 'end' : 'start'}`,
      { ...detailEvent(story), callbackNumbers: ['+13175550123'] },
      { timestamp: toIso(story.toldAt) },
    ),
  'relayed flat body': detailEvent,
  Callback: (story) => ({ conversationId: CONVERSATION, ...callback(story) }),
  CallbackBasic: (story) => ({ conversationId: CONVERSATION, ...callback(story), segments: [], held: false }),
  ConversationNotificationCallback: legacy,
  CallbackMediaParticipant: (story) => ({ conversationId: CONVERSATION, ...participant(story) }),
};
