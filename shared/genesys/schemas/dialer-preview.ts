import { flag, many, text } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

const PhoneNumberColumnSchema = model({
  columnName: text(),
  type: text(),
  callableTimeColumnName: text(),
});

/** The record of an outbound campaign's preview. */
export const DialerPreviewSchema = model({
  id: text(),
  contactId: text(),
  contactListId: text(),
  campaignId: text(),
  phoneNumberColumns: many(PhoneNumberColumnSchema),
  callbackAutoAnswer: flag(),
});
