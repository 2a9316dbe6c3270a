import * as v from 'valibot';

/** How senders of notifications prove who they are. */
export const AuthSchema = v.strictObject({
  /** `api-key`: the header `x-api-key`. `signature`: Standard Webhooks headers over the raw body. */
  accept: v.optional(v.pipe(v.array(v.picklist(['api-key', 'signature'])), v.nonEmpty('at least one')), [
    'api-key',
  ]),
  /** Whether one of the accepted ways is enough, or every one is needed. */
  require: v.optional(v.picklist(['any', 'all']), 'any'),
});

export type AuthConfig = v.InferOutput<typeof AuthSchema>;
