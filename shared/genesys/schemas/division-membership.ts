import { instant, many, one, text } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { ReferenceSchema } from '#shared/genesys/schemas/reference.ts';

const DivisionEntityRefSchema = model({
  id: text(),
  name: text(),
  selfUri: text(),
  dateDivisionUpdated: instant(),
});

/** A division that a conversation belongs to. */
export const DivisionMembershipSchema = model({
  division: one(ReferenceSchema),
  entities: many(DivisionEntityRefSchema),
});
