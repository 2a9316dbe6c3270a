import { instant, text } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

/** A communication's after-call work. */
export const AfterCallWorkSchema = model({
  startTime: instant(),
  endTime: instant(),
  state: text(),
});
