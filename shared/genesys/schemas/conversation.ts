import { DivisionMembershipSchema } from '#shared/genesys/schemas/division-membership.ts';
import { flag, instant, many, one, text, texts, whole } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { ParticipantSchema } from '#shared/genesys/schemas/participant.ts';
import { LinkSchema } from '#shared/genesys/schemas/reference.ts';
import { TransferResponseSchema } from '#shared/genesys/schemas/transfer-response.ts';

/** A conversation of all media: REST's `Conversation` and `ConversationBasic`, and the all-media topics'. */
export const ConversationSchema = model({
  id: text(),
  name: text(),
  externalTag: text(),
  startTime: instant(),
  endTime: instant(),
  address: text(),
  participants: many(ParticipantSchema),
  conversationIds: texts(),
  maxParticipants: whole(),
  recordingState: text(),
  state: text(),
  divisions: many(DivisionMembershipSchema),
  recentTransfers: many(TransferResponseSchema),
  securePause: flag(),
  utilizationLabelId: text(),
  inactivityTimeout: instant(),
  selfUri: text(),
  accessAttributes: texts(),
  associatedConversation: one(LinkSchema),
  consultationConversations: many(LinkSchema),
});
