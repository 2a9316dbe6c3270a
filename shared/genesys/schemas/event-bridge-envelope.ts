import * as v from 'valibot';
import { instant, text, texts } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

/** An event of a Genesys partner source, with a notification message as its `detail`. */
export const EventBridgeEnvelopeSchema = model({
  version: text(),
  id: text(),
  'detail-type': text(),
  source: text(),
  account: text(),
  time: instant(),
  region: text(),
  resources: texts(),
  detail: v.optional(v.unknown()),
});
