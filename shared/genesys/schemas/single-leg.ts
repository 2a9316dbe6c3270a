/** Legs that arrive alone, with what a relay puts beside them to say whose they are. */
import { CallbackSchema } from '#shared/genesys/schemas/callback.ts';
import { CallbackMediaParticipantSchema } from '#shared/genesys/schemas/callback-media-participant.ts';
import { ConversationNotificationCallbackSchema } from '#shared/genesys/schemas/conversation-notification-callback.ts';
import { text } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

/** `Callback`, `CallbackBasic` or `ConversationNotificationCallback`; where they share a name they share its type. */
export const SingleCallbackSchema = model({
  ...ConversationNotificationCallbackSchema.entries,
  ...CallbackSchema.entries,
  conversationId: text(),
  participantId: text(),
  purpose: text(),
  queueId: text(),
  userId: text(),
});

/** `CallbackMediaParticipant`, of either twin. */
export const SingleParticipantSchema = model({
  ...CallbackMediaParticipantSchema.entries,
  conversationId: text(),
});
