import { apiKey } from '#shared/adapters/auth/api-key.ts';
import type { Offer, Proof } from '#shared/adapters/auth/proof.ts';
import { signature } from '#shared/adapters/auth/signature.ts';
import type { SecretSource } from '#shared/adapters/secrets/secret-source.ts';
import type { AuthConfig } from '#shared/config/auth.ts';
import { seconds } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';

export interface RawRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it came, before anything parsed it. */
  readonly body: string;
}

export type Authenticate = (request: RawRequest) => Promise<'authenticated' | 'refused'>;

export interface AuthDeps {
  readonly apiKeys?: SecretSource;
  readonly signingSecrets?: SecretSource;
  readonly clock: Clock;
}

/** Before a sender is refused, secrets older than this are read again: it may use one that was rotated in just now. */
const FRESH_BEFORE_REFUSAL = seconds(30);

/** Builds the check of who sent a request. It rejects when a secret that matters cannot be read. */
export function createAuthenticator(config: AuthConfig, deps: AuthDeps): Authenticate {
  const checks = [...new Set(config.accept)].map((way) => checkOf(way, deps));
  return async ({ headers, body }) => {
    const offer = { header: headerOf(headers), body, now: deps.clock.now() };
    const results = await Promise.allSettled(checks.map((check) => check(offer)));
    return conclude(config.require, results);
  };
}

type Check = (offer: Offer) => Promise<boolean>;

function checkOf(way: AuthConfig['accept'][number], deps: AuthDeps): Check {
  const [proof, secrets] = way === 'api-key' ? [apiKey, deps.apiKeys] : [signature, deps.signingSecrets];
  if (secrets === undefined) throw new TypeError(`No secret is configured for requests with ${way}.`);
  return (offer) => check(proof, secrets, offer);
}

async function check(proof: Proof, secrets: SecretSource, offer: Offer): Promise<boolean> {
  if (!proof.isOffered(offer)) return false;
  const known = await secrets();
  if (proof.isValid(offer, known)) return true;
  const fresh = await secrets(FRESH_BEFORE_REFUSAL);
  return fresh !== known && proof.isValid(offer, fresh);
}

function conclude(
  require: AuthConfig['require'],
  results: readonly PromiseSettledResult<boolean>[],
): 'authenticated' | 'refused' {
  const isTold = (answer: boolean) =>
    results.some((one) => one.status === 'fulfilled' && one.value === answer);
  if (require === 'any' && isTold(true)) return 'authenticated';
  if (require === 'all' && isTold(false)) return 'refused';
  // Now what could not be checked decides, and only our own trouble is left to tell.
  const failure = results.find((one) => one.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return require === 'all' ? 'authenticated' : 'refused';
}

function headerOf(headers: RawRequest['headers']): Offer['header'] {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value?.trim()]));
  return (name) => byName.get(name) || undefined;
}
