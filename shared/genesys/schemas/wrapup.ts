import { flag, instant, text, texts, whole } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

/** What an agent noted after the work; notifications lack `name` and `provisional`. */
export const WrapupSchema = model({
  code: text(),
  name: text(),
  notes: text(),
  tags: texts(),
  durationSeconds: whole(),
  endTime: instant(),
  provisional: flag(),
});
