import * as v from 'valibot';
import { GenesysId } from '#shared/config/placers/fields.ts';
import { GenesysClientSchema } from '#shared/config/placers/genesys-client.ts';

const COLUMN = 'the name of a column, 1 to 128 characters';
const Column = v.pipe(v.string(COLUMN), v.nonEmpty(COLUMN), v.maxLength(128, COLUMN));

/** Columns of the contact list, by what is written into them. */
const ColumnsSchema = v.pipe(
  v.strictObject({ number: Column, name: v.optional(Column), placementKey: v.optional(Column) }),
  v.check((columns) => areDifferent(Object.values(columns)), 'a column of its own for each'),
);

const areDifferent = (values: readonly unknown[]) => {
  const told = values.filter((value) => value !== undefined);
  return new Set(told).size === told.length;
};

/** Adds a contact to a list that an always-running campaign dials. */
export const GenesysCampaignContactSchema = v.strictObject({
  kind: v.literal('genesys-campaign-contact'),
  genesys: GenesysClientSchema,
  contactListId: GenesysId,
  columns: ColumnsSchema,
});
