import * as v from 'valibot';
import { flag, many, one, text, textRecord, whole } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

const DetailSchema = model({
  errorCode: text(),
  fieldName: text(),
  entityId: text(),
  entityName: text(),
});

const LimitSchema = model({
  key: text(),
  namespace: text(),
  value: whole(),
  documented: flag(),
});

const fields = {
  message: text(),
  code: text(),
  status: whole(),
  entityId: text(),
  entityName: text(),
  messageWithParams: text(),
  messageParams: textRecord(),
  contextId: text(),
  details: many(DetailSchema),
  limit: one(LimitSchema),
};
const FlatSchema = model(fields);

interface ErrorBodyInput extends v.InferInput<typeof FlatSchema> {
  errors?: ErrorBodyInput[] | undefined;
}
interface ErrorBody extends v.InferOutput<typeof FlatSchema> {
  errors?: ErrorBody[] | undefined;
}

/** Why a participant ended in an error; REST's `ErrorInfo` has `message` and `code` alone. */
export const ErrorBodySchema: v.GenericSchema<ErrorBodyInput, ErrorBody> = model({
  ...fields,
  errors: many(v.lazy(() => ErrorBodySchema)),
});
