import * as v from 'valibot';
import { instant, one, text } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

const MetadataSchema = model({ CorrelationId: text() });

/** What the WebSocket sends; EventBridge and relays add `timestamp`. */
export const NotificationMessageSchema = model({
  topicName: text(),
  version: text(),
  eventBody: v.optional(v.unknown()),
  metadata: one(MetadataSchema),
  timestamp: instant(),
});
