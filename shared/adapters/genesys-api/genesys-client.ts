import { createClientTokens } from '#shared/adapters/genesys-api/client-tokens.ts';
import type { Exchange, Fetch } from '#shared/adapters/genesys-api/exchange.ts';
import { type GenesysAnswer, toAnswer } from '#shared/adapters/genesys-api/genesys-answer.ts';
import type { GenesysRequest } from '#shared/adapters/genesys-api/genesys-request.ts';
import { createGuardedExchange } from '#shared/adapters/genesys-api/guarded-exchange.ts';
import type { GenesysUrls } from '#shared/adapters/genesys-api/regions.ts';
import type { TokenSource } from '#shared/adapters/genesys-api/token-source.ts';
import { untilAborted } from '#shared/adapters/genesys-api/until-aborted.ts';
import type { SecretSource } from '#shared/adapters/secrets/secret-source.ts';
import { type DurationMs, seconds } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

export interface GenesysClientOptions {
  readonly api: GenesysUrls;
  /** JSON with `clientId` and `clientSecret` of an OAuth client for client credentials. */
  readonly credentials: SecretSource;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** For a whole request, its token's renewal and its repetition included; 10 s where it is missing. */
  readonly timeout?: DurationMs;
}

/** Asks Genesys' API. Neither of the two ever rejects. */
export interface GenesysClient {
  /** Fetches the client's token, if there is none. */
  prepare(): Promise<void>;
  /** Makes a request by the client's own token, or by that of `tokens`. Repeated after a 401 alone, and then once. */
  send(request: GenesysRequest, tokens?: TokenSource): Promise<GenesysAnswer>;
}

const TIMEOUT = seconds(10);

/** One client for all that goes to the same organisation by the same credentials: they share token and limits. */
export function createGenesysClient(options: GenesysClientOptions): GenesysClient {
  const { api, timeout = TIMEOUT } = options;
  const ask = createGuardedExchange({ ...options, apiUrl: api.api });
  const own = createClientTokens({ ...options, url: api.token, timeout });

  async function exchangeWithToken(request: GenesysRequest, tokens: TokenSource): Promise<Exchange> {
    const signal = AbortSignal.timeout(timeout);
    const token = await untilAborted(tokens.current(), signal);
    if (token === undefined) return { kind: 'not-sent', because: 'no-token' };
    const first = await ask(request, token, signal);
    if (first.kind !== 'answered' || first.status !== 401) return first;
    // A token can be revoked before its end. 401 means that nothing was done, so that asking again is safe.
    const renewed = await untilAborted(tokens.renewed(token), signal);
    return renewed === undefined ? first : ask(request, renewed, signal);
  }

  return {
    async prepare() {
      await own.current();
    },
    send: async (request, tokens = own) => toAnswer(await exchangeWithToken(request, tokens)),
  };
}
