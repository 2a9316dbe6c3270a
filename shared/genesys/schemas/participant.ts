import { CallSchema } from '#shared/genesys/schemas/call.ts';
import { CallbackSchema } from '#shared/genesys/schemas/callback.ts';
import { ConversationRoutingDataSchema } from '#shared/genesys/schemas/conversation-routing-data.ts';
import { flag, instant, many, one, text, textRecord, texts, whole } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { WrapupSchema } from '#shared/genesys/schemas/wrapup.ts';

/** A participant with the communications of all media, of `Conversation` and `ConversationBasic`. */
export const ParticipantSchema = model({
  id: text(),
  startTime: instant(),
  endTime: instant(),
  connectedTime: instant(),
  name: text(),
  userUri: text(),
  userId: text(),
  externalContactId: text(),
  externalContactInitialDivisionId: text(),
  externalOrganizationId: text(),
  queueId: text(),
  groupId: text(),
  teamId: text(),
  queueName: text(),
  purpose: text(),
  participantType: text(),
  consultParticipantId: text(),
  address: text(),
  ani: text(),
  aniName: text(),
  dnis: text(),
  locale: text(),
  wrapupRequired: flag(),
  wrapupPrompt: text(),
  wrapupTimeoutMs: whole(),
  wrapupSkipped: flag(),
  wrapup: one(WrapupSchema),
  mediaRoles: texts(),
  conversationRoutingData: one(ConversationRoutingDataSchema),
  alertingTimeoutMs: whole(),
  monitoredParticipantId: text(),
  coachedParticipantId: text(),
  attributes: textRecord(),
  calls: many(CallSchema),
  callbacks: many(CallbackSchema),
  screenRecordingState: text(),
  flaggedReason: text(),
  startAcwTime: instant(),
  endAcwTime: instant(),
  bargedParticipantId: text(),
  wrapupExpected: flag(),
  screenMonitoredParticipantId: text(),
});
