import { eitherInstant, flag, one, text, whole } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

const AdjustableLiveSpeakerDetectionSchema = model({
  mode: text(),
  preconnectDuration: text(),
  eventName: text(),
  isPersonLikely: flag(),
  totalRingbacks: whole(),
  lineConnected: flag(),
});

const DispositionParametersSchema = model({
  adjustableLiveSpeakerDetection: one(AdjustableLiveSpeakerDetectionSchema),
});

const DispositionAmdTimeoutSchema = model({
  timeoutMs: whole(),
  timerStartEvent: text(),
  timerStartTime: eitherInstant(),
  timerEndTime: eitherInstant(),
});

const DispositionSilentCallTimeoutSchema = model({
  timeoutMs: whole(),
  timerStartTime: eitherInstant(),
  timerEndTime: eitherInstant(),
});

/** What call analysis found. */
export const DispositionSchema = model({
  name: text(),
  analyzer: text(),
  dispositionParameters: one(DispositionParametersSchema),
  detectedSpeechStart: text(),
  detectedSpeechEnd: text(),
  amdTimeout: one(DispositionAmdTimeoutSchema),
  silentCallTimeout: one(DispositionSilentCallTimeoutSchema),
});
