import { text, textRecord, whole } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

/** Why a call ended in an error; REST's `ErrorInfo` has `message` and `code` alone. */
export const ErrorDetailsSchema = model({
  status: whole(),
  code: text(),
  message: text(),
  messageWithParams: text(),
  messageParams: textRecord(),
  contextId: text(),
  uri: text(),
});
