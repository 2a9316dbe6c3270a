import { CallbackSchema } from '#shared/genesys/schemas/callback.ts';

/** `CallbackBasic` of outbound campaigns' interactions: field for field the same as `Callback`. */
export const CallbackBasicSchema = CallbackSchema;
