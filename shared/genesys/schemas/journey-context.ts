import { one, text, whole } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

const JourneyCustomerSchema = model({
  id: text(),
  idType: text(),
});

const JourneyCustomerSessionSchema = model({
  id: text(),
  type: text(),
});

const JourneyActionMapSchema = model({
  id: text(),
  version: whole(),
});

const JourneyActionSchema = model({
  id: text(),
  actionMap: one(JourneyActionMapSchema),
});

/** What the Journey System knows of the customer. */
export const JourneyContextSchema = model({
  customer: one(JourneyCustomerSchema),
  customerSession: one(JourneyCustomerSessionSchema),
  triggeringAction: one(JourneyActionSchema),
});
