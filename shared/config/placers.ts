/**
 * Placers as the stage config declares them, and as the automation function gets them.
 * `announce` and `dry-run` need no declaration: they always exist under these names.
 */
import * as v from 'valibot';

const TimeoutSeconds = v.optional(
  v.pipe(
    v.number('a whole number of seconds'),
    v.integer('a whole number of seconds'),
    v.minValue(1, '1 s or more'),
    v.maxValue(10, '10 s or less'),
  ),
  10,
);

const SignedHttpSchema = v.strictObject({
  kind: v.literal('signed-http'),
  /** Gets a POST signed after Standard Webhooks. Only `https:`, except on 127.0.0.1. */
  url: v.pipe(
    v.string(),
    v.url('an https address'),
    v.regex(/^https:\/\/|^http:\/\/127\.0\.0\.1[:/]/, 'an https address'),
  ),
  /** Name or ARN of the Secrets Manager secret that holds the signing secret (`whsec_…`). */
  secret: v.pipe(
    v.string(),
    v.regex(
      /^(arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[\w/+=.@-]{1,512}$/,
      'the name or ARN of a secret',
    ),
  ),
  timeoutSeconds: TimeoutSeconds,
});

const LambdaSchema = v.strictObject({
  kind: v.literal('lambda'),
  /** Name or ARN of the function to invoke. */
  functionName: v.pipe(
    v.string(),
    v.regex(
      /^(arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:function:)?[\w-]{1,64}(:[\w$-]{1,128})?$/,
      'the name or ARN of a function',
    ),
  ),
  timeoutSeconds: TimeoutSeconds,
});

export const PlacerSchema = v.variant('kind', [SignedHttpSchema, LambdaSchema]);

const BUILT_IN: readonly string[] = ['announce', 'dry-run'];

export const PlacersSchema = v.record(
  v.pipe(
    v.string(),
    v.regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name of a–z, 0–9 and -'),
    v.check((name) => !BUILT_IN.includes(name), `a name other than ${BUILT_IN.join(' and ')}`),
  ),
  PlacerSchema,
);

export type PlacerConfig = v.InferOutput<typeof PlacerSchema>;
export type PlacersConfig = v.InferOutput<typeof PlacersSchema>;
