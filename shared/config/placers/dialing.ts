import * as v from 'valibot';
import { GenesysClientSchema } from '#shared/config/placers/genesys-client.ts';

/** Keys by which a placer says that its target has phone calls made by itself. */
export const DialingKeys = {
  dials: v.optional(v.boolean()),
  /** For the look at the conversation immediately before the call. */
  genesys: v.optional(GenesysClientSchema),
};

interface Dialing {
  readonly dials?: boolean | undefined;
  readonly genesys?: object | undefined;
}

/** Whether a placer has what it needs to look before it dials, and nothing that it doesn't. */
export const isWholeDialing = ({ dials = false, genesys }: Dialing): boolean =>
  dials === (genesys !== undefined);

export const WHOLE_DIALING = 'a Genesys client where dials is true, and none where it is not';
