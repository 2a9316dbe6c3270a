/** Each schema has exactly the fields and types that Genesys publishes for REST and notifications. */
import type { Models } from 'purecloud-platform-client-v2';
import type { CallSchema } from '#shared/genesys/schemas/call.ts';
import type { CallbackSchema } from '#shared/genesys/schemas/callback.ts';
import type { CallbackBasicSchema } from '#shared/genesys/schemas/callback-basic.ts';
import type { CallbackConversationSchema } from '#shared/genesys/schemas/callback-conversation.ts';
import type { CallbackMediaParticipantSchema } from '#shared/genesys/schemas/callback-media-participant.ts';
import type { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import type { ParticipantSchema } from '#shared/genesys/schemas/participant.ts';
import type { Assert, Bare, Same, Taken, Twins } from '#test/types/same-model.ts';

/** Communications of other media, and what else says nothing of a callback: left unread. */
type Unread =
  | 'chats'
  | 'cobrowsesessions'
  | 'emails'
  | 'evaluations'
  | 'internalMessages'
  | 'messages'
  | 'screenMonitorings'
  | 'screenshares'
  | 'socialExpressions'
  | 'videos'
  | 'workflow';

type RestParticipant = Omit<Models.Participant, Unread>;
type TopicParticipant = Omit<Models.ConversationEventTopicParticipant, Unread>;
type WithParticipants<Conversation, Participant> = Omit<Conversation, 'participants'> & {
  participants?: Participant[];
};

export type RestModels = [
  Assert<Same<Taken<typeof CallbackSchema>, Bare<Models.Callback>>>,
  Assert<Same<Taken<typeof CallbackBasicSchema>, Bare<Models.CallbackBasic>>>,
];

export type TopicTwins = [
  Assert<Same<Taken<typeof CallbackSchema>, Twins<Models.Callback, Models.ConversationEventTopicCallback>>>,
  Assert<
    Same<
      Taken<typeof CallbackMediaParticipantSchema>,
      Twins<Models.CallbackMediaParticipant, Models.ConversationCallbackEventTopicCallbackMediaParticipant>
    >
  >,
  Assert<
    Same<
      Taken<typeof CallbackConversationSchema>,
      Twins<Models.CallbackConversation, Models.ConversationCallbackEventTopicCallbackConversation>
    >
  >,
  Assert<Same<Taken<typeof CallSchema>, Twins<Models.Call, Models.ConversationEventTopicCall>>>,
  Assert<Same<Taken<typeof ParticipantSchema>, Twins<RestParticipant, TopicParticipant>>>,
  Assert<
    Same<
      Taken<typeof ConversationSchema>,
      Twins<
        WithParticipants<Models.Conversation, RestParticipant>,
        WithParticipants<Models.ConversationEventTopicConversation, TopicParticipant>
      >
    >
  >,
];

/** The queue topics' family of models is the users' under another name. */
export type QueueTwins = [
  Assert<
    Same<
      Bare<Models.QueueConversationCallbackEventTopicCallbackConversation>,
      Bare<Models.ConversationCallbackEventTopicCallbackConversation>
    >
  >,
  Assert<
    Same<
      Bare<Omit<Models.QueueConversationEventTopicParticipant, Unread>>,
      Bare<Omit<Models.ConversationEventTopicParticipant, Unread>>
    >
  >,
];

/** The basic models are the full ones' under another name, so `ConversationSchema` reads both. */
export type BasicTwins = [
  Assert<Same<Bare<Omit<Models.ParticipantBasic, Unread>>, Bare<RestParticipant>>>,
  Assert<Same<Bare<Models.CallBasic>, Bare<Models.Call>>>,
  Assert<keyof Models.ConversationBasic extends keyof Models.Conversation ? true : false>,
];
