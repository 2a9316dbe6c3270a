import * as v from 'valibot';
import { type Exchange, exchange, type Fetch } from '#shared/adapters/genesys-api/exchange.ts';
import { toAnswer } from '#shared/adapters/genesys-api/genesys-answer.ts';
import {
  type AccessToken,
  createTokenSource,
  type TokenSource,
} from '#shared/adapters/genesys-api/token-source.ts';
import { TokenText } from '#shared/adapters/genesys-api/token-text.ts';
import type { SecretSource } from '#shared/adapters/secrets/secret-source.ts';
import { type DurationMs, durationMs, seconds } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { LogFields, Telemetry } from '#shared/ports/telemetry.ts';

export interface ClientTokensOptions {
  readonly url: string;
  readonly credentials: SecretSource;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly timeout: DurationMs;
}

const Text = v.pipe(v.string(), v.nonEmpty());
const CredentialsSchema = v.object({ clientId: Text, clientSecret: Text });
const AnswerSchema = v.object({ access_token: TokenText, expires_in: v.number() });
const LONGEST_ANSWER = 65_536;

const FIX =
  'The secret has to be JSON with clientId and clientSecret of an active OAuth client for client credentials.';

/** What became of asking for a token. */
type Asked =
  | { readonly kind: 'answered'; readonly answer: AccessToken }
  /** Somebody has to mend something. */
  | { readonly kind: 'refused'; readonly about: LogFields }
  | { readonly kind: 'failed'; readonly about: LogFields; readonly error?: unknown };

/** Access tokens of an OAuth client, by its client credentials. */
export function createClientTokens(options: ClientTokensOptions): TokenSource {
  const { clock, telemetry } = options;
  let wasRefused = false;
  return createTokenSource({
    clock,
    async fetch() {
      // The secret may have been mended just now.
      const asked = await askByCredentials(options, wasRefused ? durationMs(0) : undefined);
      wasRefused = asked.kind === 'refused';
      report(asked, telemetry);
      return asked.kind === 'answered' ? asked.answer : undefined;
    },
  });
}

async function askByCredentials(
  options: ClientTokensOptions,
  maxAge: DurationMs | undefined,
): Promise<Asked> {
  try {
    const [current = ''] = await options.credentials(maxAge);
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), CredentialsSchema), current);
    if (!read.success) return { kind: 'refused', about: { because: 'malformed-secret' } };
    const { clientId, clientSecret } = read.output;
    return understand(await ask(`${clientId}:${clientSecret}`, options));
  } catch (error) {
    return { kind: 'failed', about: { because: 'secret-out-of-reach' }, error };
  }
}

function ask(credentials: string, { fetch, url, clock, timeout }: ClientTokensOptions): Promise<Exchange> {
  const headers = {
    authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };
  const body = 'grant_type=client_credentials';
  const signal = AbortSignal.timeout(timeout);
  return exchange(fetch, { url, method: 'POST', headers, body, readAtMost: LONGEST_ANSWER, signal }, clock);
}

function understand(ended: Exchange): Asked {
  const answer = toAnswer(ended);
  switch (answer.kind) {
    case 'done': {
      const read = v.safeParse(v.pipe(v.string(), v.parseJson(), AnswerSchema), answer.text);
      if (!read.success) return { kind: 'failed', about: { because: 'malformed-answer' } };
      const { access_token: token, expires_in: lifetime } = read.output;
      return { kind: 'answered', answer: { token, lifetime: seconds(lifetime) } };
    }
    case 'refused':
      return { kind: 'refused', about: { because: 'refused', ...answer.refusal } };
    default:
      return { kind: 'failed', about: { because: answer.because } };
  }
}

function report(asked: Asked, telemetry: Telemetry): void {
  if (asked.kind === 'answered') return;
  const about = { what: 'token', ...asked.about };
  if (asked.kind === 'refused') {
    telemetry.count('genesys.refused');
    telemetry.warn('genesys.refused', { ...about, fix: FIX });
  } else if (asked.error === undefined) telemetry.warn('genesys.failed', about);
  else telemetry.error('genesys.failed', asked.error, about);
}
