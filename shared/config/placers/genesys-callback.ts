import * as v from 'valibot';
import { GenesysId } from '#shared/config/placers/fields.ts';
import { GenesysClientSchema } from '#shared/config/placers/genesys-client.ts';

const E164 = 'a number as +<country code><number>, digits alone';
const CALLER_NAME = 'a name of 1 to 100 characters';

/** Makes an immediate callback in a queue whose callbacks Genesys Cloud dials by itself. */
export const GenesysCallbackSchema = v.strictObject({
  kind: v.literal('genesys-callback'),
  genesys: GenesysClientSchema,
  /** The queue that the callback is made in; its mode is CustomerFirst. */
  queueId: GenesysId,
  scriptId: v.optional(GenesysId),
  callerId: v.optional(v.pipe(v.string(E164), v.regex(/^\+[1-9]\d{6,14}$/, E164))),
  callerIdName: v.optional(
    v.pipe(v.string(CALLER_NAME), v.trim(), v.nonEmpty(CALLER_NAME), v.maxLength(100, CALLER_NAME)),
  ),
});
