/**
 * Placers as the stage config declares them, and as the automation function gets them.
 * `announce` and `dry-run` need no declaration: they always exist under these names.
 */
import * as v from 'valibot';
import { GenesysCallSchema } from '#shared/config/placers/genesys-call.ts';
import { GenesysCallbackSchema } from '#shared/config/placers/genesys-callback.ts';
import { GenesysCampaignContactSchema } from '#shared/config/placers/genesys-campaign-contact.ts';
import { LambdaSchema } from '#shared/config/placers/lambda.ts';
import { SignedHttpSchema } from '#shared/config/placers/signed-http.ts';

export const PlacerSchema = v.variant('kind', [
  SignedHttpSchema,
  LambdaSchema,
  GenesysCallbackSchema,
  GenesysCallSchema,
  GenesysCampaignContactSchema,
]);

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
