import { text } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

/** REST's `DomainEntityRef`, which holds the fields of `UriReference` and `AddressableEntityRef` too. */
export const ReferenceSchema = model({
  id: text(),
  name: text(),
  selfUri: text(),
});

/** A reference without a name, which notifications call `DomainEntityRef`. */
export const LinkSchema = model({
  id: text(),
  selfUri: text(),
});
