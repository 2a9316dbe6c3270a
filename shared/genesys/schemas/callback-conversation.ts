import { CallbackMediaParticipantSchema } from '#shared/genesys/schemas/callback-media-participant.ts';
import { DivisionMembershipSchema } from '#shared/genesys/schemas/division-membership.ts';
import { instant, many, text, texts } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { TransferResponseSchema } from '#shared/genesys/schemas/transfer-response.ts';

/** `CallbackConversation` of the REST API and its notification twin. */
export const CallbackConversationSchema = model({
  id: text(),
  name: text(),
  participants: many(CallbackMediaParticipantSchema),
  otherMediaUris: texts(),
  recentTransfers: many(TransferResponseSchema),
  utilizationLabelId: text(),
  inactivityTimeout: instant(),
  divisions: many(DivisionMembershipSchema),
  selfUri: text(),
  address: text(),
  accessAttributes: texts(),
});
