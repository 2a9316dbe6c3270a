import { decimal, flag, whole } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

/** Settings of the queue for one medium. */
export const QueueMediaSettingsSchema = model({
  alertingTimeoutSeconds: whole(),
  autoAnswerAlertToneSeconds: decimal(),
  manualAnswerAlertToneSeconds: decimal(),
  enableAutoAnswer: flag(),
});
