import * as v from 'valibot';
import { DialingKeys, isWholeDialing, WHOLE_DIALING } from '#shared/config/placers/dialing.ts';
import { SecretName, TimeoutSeconds } from '#shared/config/placers/fields.ts';

const ADDRESS = 'an https address, without user and password';

/** Credentials in it would stand in the template, and `fetch` sends to no such address. */
function isBare(text: string): boolean {
  const url = URL.parse(text);
  return url === null || (url.username === '' && url.password === '');
}

const SignedHttpKeys = v.strictObject({
  kind: v.literal('signed-http'),
  /** Gets a POST signed after Standard Webhooks. Only `https:`, except on 127.0.0.1. */
  url: v.pipe(
    v.string(ADDRESS),
    v.url(ADDRESS),
    v.regex(/^https:\/\/|^http:\/\/127\.0\.0\.1[:/]/, ADDRESS),
    v.check(isBare, ADDRESS),
  ),
  /** Name or ARN of the Secrets Manager secret that holds the signing secret (`whsec_…`). */
  secret: SecretName,
  timeoutSeconds: TimeoutSeconds,
  ...DialingKeys,
});

export const SignedHttpSchema = v.pipe(
  SignedHttpKeys,
  v.forward(
    v.check((placer: v.InferOutput<typeof SignedHttpKeys>) => isWholeDialing(placer), WHOLE_DIALING),
    ['genesys'],
  ),
);
