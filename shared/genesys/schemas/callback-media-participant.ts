import { ConversationRoutingDataSchema } from '#shared/genesys/schemas/conversation-routing-data.ts';
import { DialerPreviewSchema } from '#shared/genesys/schemas/dialer-preview.ts';
import { ErrorBodySchema } from '#shared/genesys/schemas/error-body.ts';
import {
  flag,
  instant,
  one,
  text,
  textRecord,
  texts,
  timeoutSeconds,
  whole,
} from '#shared/genesys/schemas/fields.ts';
import { JourneyContextSchema } from '#shared/genesys/schemas/journey-context.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { QueueMediaSettingsSchema } from '#shared/genesys/schemas/queue-media-settings.ts';
import { ReferenceSchema } from '#shared/genesys/schemas/reference.ts';
import { VoicemailSchema } from '#shared/genesys/schemas/voicemail.ts';
import { WrapupSchema } from '#shared/genesys/schemas/wrapup.ts';

/** `CallbackMediaParticipant` of the REST API and its notification twin, which differ in a few fields only. */
export const CallbackMediaParticipantSchema = model({
  id: text(),
  name: text(),
  address: text(),
  startTime: instant(),
  startAlertingTime: instant(),
  connectedTime: instant(),
  endTime: instant(),
  startHoldTime: instant(),
  purpose: text(),
  state: text(),
  direction: text(),
  disconnectType: text(),
  held: flag(),
  wrapupRequired: flag(),
  wrapupPrompt: text(),
  mediaRoles: texts(),
  user: one(ReferenceSchema),
  queue: one(ReferenceSchema),
  team: one(ReferenceSchema),
  attributes: textRecord(),
  errorInfo: one(ErrorBodySchema),
  script: one(ReferenceSchema),
  wrapupTimeoutMs: whole(),
  wrapupSkipped: flag(),
  alertingTimeoutMs: whole(),
  provider: text(),
  externalContact: one(ReferenceSchema),
  externalContactInitialDivisionId: text(),
  externalOrganization: one(ReferenceSchema),
  wrapup: one(WrapupSchema),
  peer: text(),
  flaggedReason: text(),
  journeyContext: one(JourneyContextSchema),
  conversationRoutingData: one(ConversationRoutingDataSchema),
  startAcwTime: instant(),
  endAcwTime: instant(),
  parkTime: instant(),
  resumeTime: instant(),
  outboundPreview: one(DialerPreviewSchema),
  voicemail: one(VoicemailSchema),
  callbackNumbers: texts(),
  callbackUserName: text(),
  externalCampaign: flag(),
  skipEnabled: flag(),
  timeoutSeconds: timeoutSeconds(),
  automatedCallbackConfigId: text(),
  callbackScheduledTime: instant(),
  initialState: text(),
  screenRecordingState: text(),
  queueMediaSettings: one(QueueMediaSettingsSchema),
});
