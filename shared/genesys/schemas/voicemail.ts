import { text } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

/** The voicemail that a callback delivers. */
export const VoicemailSchema = model({
  id: text(),
  uploadStatus: text(),
});
