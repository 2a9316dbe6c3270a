import { AfterCallWorkSchema } from '#shared/genesys/schemas/after-call-work.ts';
import { DispositionSchema } from '#shared/genesys/schemas/disposition.ts';
import { ErrorDetailsSchema } from '#shared/genesys/schemas/error-details.ts';
import { decimal, flag, instant, many, one, text, whole } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { QueueMediaSettingsSchema } from '#shared/genesys/schemas/queue-media-settings.ts';
import { SegmentSchema } from '#shared/genesys/schemas/segment.ts';
import { WrapupSchema } from '#shared/genesys/schemas/wrapup.ts';

const RecordersStateSchema = model({
  adhocState: text(),
  customerExperienceState: text(),
  agentExperienceState: text(),
  snippetState: text(),
});

const DisconnectReasonSchema = model({
  type: text(),
  code: whole(),
  phrase: text(),
  reason: text(),
});

const FaxStatusSchema = model({
  direction: text(),
  expectedPages: whole(),
  activePage: whole(),
  linesTransmitted: whole(),
  bytesTransmitted: whole(),
  baudRate: decimal(),
  pageErrors: whole(),
  lineErrors: whole(),
});

const AddressSchema = model({
  name: text(),
  nameRaw: text(),
  addressNormalized: text(),
  addressRaw: text(),
  addressDisplayable: text(),
});

/** `Call` of the REST API, `CallBasic`, and their notification twin. */
export const CallSchema = model({
  state: text(),
  initialState: text(),
  id: text(),
  direction: text(),
  recording: flag(),
  recordingState: text(),
  recordersState: one(RecordersStateSchema),
  muted: flag(),
  confined: flag(),
  held: flag(),
  securePause: flag(),
  recordingId: text(),
  segments: many(SegmentSchema),
  errorInfo: one(ErrorDetailsSchema),
  disconnectType: text(),
  startHoldTime: instant(),
  documentId: text(),
  startAlertingTime: instant(),
  connectedTime: instant(),
  disconnectedTime: instant(),
  disconnectReasons: many(DisconnectReasonSchema),
  faxStatus: one(FaxStatusSchema),
  provider: text(),
  scriptId: text(),
  peerId: text(),
  uuiData: text(),
  self: one(AddressSchema),
  other: one(AddressSchema),
  wrapup: one(WrapupSchema),
  afterCallWork: one(AfterCallWorkSchema),
  afterCallWorkRequired: flag(),
  agentAssistantId: text(),
  transferSource: text(),
  queueMediaSettings: one(QueueMediaSettingsSchema),
  clientIpAddress: text(),
  disposition: one(DispositionSchema),
  bargedTime: instant(),
  publicIpAddress: text(),
});
