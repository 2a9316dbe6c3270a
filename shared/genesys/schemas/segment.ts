import { instant, text } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

/** An activity of a participant, within a communication. */
export const SegmentSchema = model({
  startTime: instant(),
  endTime: instant(),
  type: text(),
  howEnded: text(),
  disconnectType: text(),
});
