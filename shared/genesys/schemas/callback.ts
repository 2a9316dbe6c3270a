import { AfterCallWorkSchema } from '#shared/genesys/schemas/after-call-work.ts';
import { DialerPreviewSchema } from '#shared/genesys/schemas/dialer-preview.ts';
import { flag, instant, many, one, text, texts, timeoutSeconds } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { QueueMediaSettingsSchema } from '#shared/genesys/schemas/queue-media-settings.ts';
import { SegmentSchema } from '#shared/genesys/schemas/segment.ts';
import { VoicemailSchema } from '#shared/genesys/schemas/voicemail.ts';
import { WrapupSchema } from '#shared/genesys/schemas/wrapup.ts';

/** `Callback` of the REST API, which holds every field of its notification twin `…EventTopicCallback` too. */
export const CallbackSchema = model({
  state: text(),
  initialState: text(),
  id: text(),
  segments: many(SegmentSchema),
  direction: text(),
  held: flag(),
  disconnectType: text(),
  startHoldTime: instant(),
  dialerPreview: one(DialerPreviewSchema),
  voicemail: one(VoicemailSchema),
  callbackNumbers: texts(),
  callbackUserName: text(),
  scriptId: text(),
  externalCampaign: flag(),
  skipEnabled: flag(),
  timeoutSeconds: timeoutSeconds(),
  startAlertingTime: instant(),
  connectedTime: instant(),
  disconnectedTime: instant(),
  callbackScheduledTime: instant(),
  automatedCallbackConfigId: text(),
  provider: text(),
  peerId: text(),
  wrapup: one(WrapupSchema),
  afterCallWork: one(AfterCallWorkSchema),
  afterCallWorkRequired: flag(),
  callerId: text(),
  callerIdName: text(),
  queueMediaSettings: one(QueueMediaSettingsSchema),
});
