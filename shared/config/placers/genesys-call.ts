import * as v from 'valibot';
import { FunctionName } from '#shared/config/placers/fields.ts';
import { GenesysClientSchema } from '#shared/config/placers/genesys-client.ts';

/** Has the connected agent's phone dial, by a token of the agent's. */
export const GenesysCallSchema = v.strictObject({
  kind: v.literal('genesys-call'),
  genesys: GenesysClientSchema,
  /** Gets `{schemaVersion, userId, refused}` and answers `{accessToken, expiresInSeconds?}`. */
  agentTokens: v.strictObject({ functionName: FunctionName }),
});
