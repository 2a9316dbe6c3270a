import { instant, one, text } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { LinkSchema } from '#shared/genesys/schemas/reference.ts';

const TransferInitiatorSchema = model({
  userId: text(),
});

const TransferDestinationSchema = model({
  userId: text(),
  address: text(),
});

/** A transfer command applied to a conversation. */
export const TransferResponseSchema = model({
  id: text(),
  state: text(),
  dateIssued: instant(),
  initiator: one(TransferInitiatorSchema),
  modifiedBy: one(LinkSchema),
  destination: one(TransferDestinationSchema),
  transferType: text(),
});
