import { flag, instant, many, one, text, texts, timeoutSeconds } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

// Generated SDKs of that time show an empty object here, whatever was sent.
const additionalProperties = one(model({}));

const CampaignNotificationPhoneColumnsSchema = model({
  columnName: text(),
  type: text(),
  additionalProperties,
});

const ConversationNotificationDialerPreviewSchema = model({
  id: text(),
  contactId: text(),
  contactListId: text(),
  campaignId: text(),
  phoneNumberColumns: many(CampaignNotificationPhoneColumnsSchema),
  additionalProperties,
});

const ConversationNotificationVoicemailSchema = model({
  id: text(),
  uploadStatus: text(),
  additionalProperties,
});

/** The all-media topics' callback of before 2018, with its enums in UPPER_SNAKE. */
export const ConversationNotificationCallbackSchema = model({
  state: text(),
  id: text(),
  direction: text(),
  held: flag(),
  disconnectType: text(),
  startHoldTime: instant(),
  dialerPreview: one(ConversationNotificationDialerPreviewSchema),
  voicemail: one(ConversationNotificationVoicemailSchema),
  callbackNumbers: texts(),
  callbackUserName: text(),
  scriptId: text(),
  peerId: text(),
  skipEnabled: flag(),
  provider: text(),
  timeoutSeconds: timeoutSeconds(),
  connectedTime: instant(),
  disconnectedTime: instant(),
  callbackScheduledTime: instant(),
  automatedCallbackConfigId: text(),
  additionalProperties,
});
