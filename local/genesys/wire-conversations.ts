/** Conversations as Genesys writes them: REST's, the all-media topics', the callback topics'. */
import {
  type Dialect,
  endOf,
  iso,
  wireCall,
  wireCallback,
  wireFacts,
  wirePreview,
} from '#local/genesys/wire-legs.ts';
import type { Conversation, Participant } from '#local/genesys/world.ts';

const ended = (participants: readonly Participant[]) => {
  const end = endOf(participants);
  return end === undefined ? {} : { endTime: iso(end) };
};

function connected({ callback, calls }: Participant) {
  const at = callback?.connectedAt ?? calls.find(({ connectedAt }) => connectedAt !== undefined)?.connectedAt;
  return at === undefined ? {} : { connectedTime: iso(at) };
}

const routing = ({ queue }: Conversation) => ({
  ...(queue && { queue: { id: queue.id } }),
  language: {},
  priority: 0,
  skills: [],
  scoredAgents: [],
});

const handling = (conversation: Conversation, { purpose }: Participant) => ({
  ...(purpose !== 'customer' && { conversationRoutingData: routing(conversation) }),
  ...(purpose === 'agent' && { wrapupPrompt: 'optional', alertingTimeoutMs: 30_000 }),
});

const wireParticipant = (conversation: Conversation, participant: Participant, dialect: Dialect) => ({
  id: participant.id,
  ...(dialect === 'rest' && { startTime: iso(participant.startedAt) }),
  ...connected(participant),
  ...ended([participant]),
  name: participant.name,
  ...(participant.userId !== undefined && { userId: participant.userId }),
  ...(participant.externalContactId !== undefined && { externalContactId: participant.externalContactId }),
  ...(conversation.queue && { queueId: conversation.queue.id }),
  purpose: participant.purpose,
  wrapupRequired: false,
  wrapupExpected: participant.purpose === 'agent',
  ...handling(conversation, participant),
  attributes: participant.attributes,
  ...(conversation.callback &&
    participant.callback && {
      callbacks: [wireCallback(conversation.callback, participant.callback, dialect)],
    }),
  calls: participant.calls.map((call) => wireCall(call, participant, dialect)),
  ...(dialect === 'notification' && { additionalProperties: {} }),
});

/** What `GET /api/v2/conversations/{id}` answers. */
export const toRestConversation = (conversation: Conversation) => ({
  id: conversation.id,
  startTime: iso(conversation.startedAt),
  ...ended(conversation.participants),
  participants: conversation.participants.map((one) => wireParticipant(conversation, one, 'rest')),
  recordingState: 'none',
  selfUri: selfUri(conversation),
});

export const selfUri = ({ id }: Conversation) => `/api/v2/conversations/${id}`;

/** The body of the all-media topics. */
export const toAllMediaBody = (conversation: Conversation) => ({
  id: conversation.id,
  participants: conversation.participants.map((one) => wireParticipant(conversation, one, 'notification')),
  recordingState: 'none',
});

function toMediaParticipant(conversation: Conversation, participant: Participant) {
  const { callback: leg, userId, externalContactId, name } = participant;
  const { callback: facts, queue, participants } = conversation;
  if (leg === undefined || facts === undefined) return [];
  const peer = participants.find(({ callback }) => callback?.id === leg.peerId);
  return [
    {
      id: participant.id,
      purpose: participant.purpose,
      state: leg.state,
      initialState: leg.initialState,
      direction: 'outbound',
      held: false,
      wrapupRequired: false,
      name,
      startTime: iso(participant.startedAt),
      ...connected({ ...participant, calls: [] }),
      ...ended([{ ...participant, calls: [] }]),
      ...(leg.disconnectType !== undefined && { disconnectType: leg.disconnectType }),
      ...(userId !== undefined && { user: { id: userId, name } }),
      ...(externalContactId !== undefined && { externalContact: { id: externalContactId } }),
      ...(queue && { queue: { id: queue.id, name: queue.name } }),
      ...(peer && { peer: peer.id }),
      ...handling(conversation, participant),
      attributes: participant.attributes,
      provider: 'PureCloud Callback',
      ...wireFacts(facts),
      ...(facts.isPreview && { outboundPreview: wirePreview(facts) }),
    },
  ];
}

/** The body of the callback topics, which carries no calls. */
export const toCallbackBody = (conversation: Conversation) => ({
  id: conversation.id,
  participants: conversation.participants.flatMap((one) => toMediaParticipant(conversation, one)),
  otherMediaUris: [],
});
