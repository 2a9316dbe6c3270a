import type { Fetch } from '#shared/adapters/genesys-api/exchange.ts';
import { createGenesysClient } from '#shared/adapters/genesys-api/genesys-client.ts';
import { createLiveCheck } from '#shared/adapters/genesys-api/live-check.ts';
import { genesysUrls } from '#shared/adapters/genesys-api/regions.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import type { SecretSource } from '#shared/adapters/secrets/secret-source.ts';
import type { GenesysClientConfig } from '#shared/config/placers/genesys-client.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

export interface GenesysClientsDeps {
  readonly secretSource: (secretId: string) => SecretSource;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly fetch: Fetch;
}

/** Makes Genesys clients; placers that name the same organisation and secret share one: its token, limits and breaker. */
export function createGenesysClients(
  deps: GenesysClientsDeps,
): (config: GenesysClientConfig) => GenesysPlacerDeps {
  const known = new Map<string, GenesysPlacerDeps>();
  return (config) => {
    const api = genesysUrls(config);
    const key = JSON.stringify([api.api, config.secret]);
    const made = known.get(key) ?? make(api, config.secret, deps);
    known.set(key, made);
    return made;
  };
}

function make(
  api: ReturnType<typeof genesysUrls>,
  secret: string,
  deps: GenesysClientsDeps,
): GenesysPlacerDeps {
  const client = createGenesysClient({ ...deps, api, credentials: deps.secretSource(secret) });
  const name = `${api.api} ${secret}`;
  return { name, client, liveCheck: createLiveCheck(client, deps), telemetry: deps.telemetry };
}
