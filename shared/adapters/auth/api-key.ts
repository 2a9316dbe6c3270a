import { isOneOf } from '#shared/adapters/auth/constant-time.ts';
import type { Proof } from '#shared/adapters/auth/proof.ts';

const HEADER = 'x-api-key';

/** An API key in a header of its own. */
export const apiKey: Proof = {
  isOffered: ({ header }) => header(HEADER) !== undefined,
  isValid: ({ header }, keys) => isOneOf(header(HEADER) ?? '', keys),
};
