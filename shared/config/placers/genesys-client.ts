/** How Genesys Cloud's API is reached: by one OAuth client, in one region. */
import * as v from 'valibot';
import { RequestsPerMinute, SecretName } from '#shared/config/placers/fields.ts';

/** Regions of Genesys Cloud, by the names that its own SDK gives them. */
export const GENESYS_REGIONS = [
  'us_east_1',
  'us_east_2',
  'us_west_2',
  'ca_central_1',
  'mx_central_1',
  'sa_east_1',
  'eu_central_1',
  'eu_central_2',
  'eu_west_1',
  'eu_west_2',
  'eusc_de_east_1',
  'me_central_1',
  'ap_south_1',
  'ap_southeast_1',
  'ap_southeast_2',
  'ap_northeast_1',
  'ap_northeast_2',
  'ap_northeast_3',
] as const;

const REGION = 'a region of Genesys Cloud, such as eu_central_1';
const isLoopback = (text: string) =>
  /^http:\/\/127\.0\.0\.1:\d{1,5}(\/[\w.-]+)*$/.test(text) && URL.canParse(text);
const ADDRESS = 'an address http://127.0.0.1:<port> without a slash at its end';

export const GenesysClientSchema = v.pipe(
  v.strictObject({
    region: v.optional(v.picklist(GENESYS_REGIONS, REGION)),
    /** Instead of `region`: a stand-in on this machine, tokens at `<url>/oauth/token`, the API at `<url>/api/v2`. */
    url: v.optional(v.pipe(v.string(ADDRESS), v.check(isLoopback, ADDRESS))),
    /** Name or ARN of a Secrets Manager secret with JSON: `{"clientId":"…","clientSecret":"…"}`. */
    secret: SecretName,
    /** Genesys Cloud allows a client 300; the tenth that is left is for whatever else uses it. */
    requestsPerMinute: RequestsPerMinute,
  }),
  v.check(({ region, url }) => (region === undefined) !== (url === undefined), 'either region or url'),
);

export type GenesysClientConfig = v.InferOutput<typeof GenesysClientSchema>;
