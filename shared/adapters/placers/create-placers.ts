import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { createAgentTokens } from '#shared/adapters/genesys-api/agent-tokens.ts';
import type { Fetch } from '#shared/adapters/genesys-api/exchange.ts';
import { createAnnouncePlacer } from '#shared/adapters/placers/announce.ts';
import { dialingThrough } from '#shared/adapters/placers/dialing-through.ts';
import { createDryRunPlacer } from '#shared/adapters/placers/dry-run.ts';
import { createGenesysCallPlacer } from '#shared/adapters/placers/genesys-call.ts';
import { createGenesysCallbackPlacer } from '#shared/adapters/placers/genesys-callback.ts';
import { createGenesysCampaignContactPlacer } from '#shared/adapters/placers/genesys-campaign-contact.ts';
import { createGenesysClients } from '#shared/adapters/placers/genesys-clients.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import { createLambdaPlacer } from '#shared/adapters/placers/lambda.ts';
import { createSignedHttpPlacer } from '#shared/adapters/placers/signed-http.ts';
import type { SecretSource } from '#shared/adapters/secrets/secret-source.ts';
import type { GenesysClientConfig } from '#shared/config/placers/genesys-client.ts';
import type { PlacerConfig, PlacersConfig } from '#shared/config/placers.ts';
import { seconds } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Placer } from '#shared/ports/placer.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

export interface PlacersDeps {
  readonly eventBridge: EventBridgeClient;
  readonly busName: string;
  /** Made with `LAMBDA_PLACER_CLIENT`. */
  readonly lambda: LambdaClient;
  readonly secretSource: (secretId: string) => SecretSource;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** For Genesys' API; the global one where it is missing. */
  readonly fetch?: Fetch;
}

/** Builds the declared placers, and the two that need no declaration, by the names that automations give. */
export function createPlacers(config: PlacersConfig, deps: PlacersDeps): ReadonlyMap<string, Placer> {
  const genesysOf = createGenesysClients({ ...deps, fetch: deps.fetch ?? fetch });
  const declared = Object.entries(config).map(
    ([name, one]) => [name, createPlacer(one, deps, genesysOf)] as const,
  );
  return new Map([
    ...declared,
    ['announce', createAnnouncePlacer(deps.eventBridge, deps.busName)],
    ['dry-run', createDryRunPlacer(deps.telemetry)],
  ]);
}

type GenesysOf = (config: GenesysClientConfig) => GenesysPlacerDeps;

function createPlacer(config: PlacerConfig, deps: PlacersDeps, genesysOf: GenesysOf): Placer {
  switch (config.kind) {
    case 'signed-http':
    case 'lambda':
      return withDialing(createHandOver(config, deps), config.genesys, genesysOf);
    case 'genesys-callback':
      return createGenesysCallbackPlacer({ ...config, ...rateOf(config) }, genesysOf(config.genesys));
    case 'genesys-campaign-contact':
      return createGenesysCampaignContactPlacer({ ...config, ...rateOf(config) }, genesysOf(config.genesys));
    case 'genesys-call': {
      const agentTokens = createAgentTokens({ ...deps, ...config.agentTokens });
      return createGenesysCallPlacer(rateOf(config), { ...genesysOf(config.genesys), agentTokens });
    }
  }
}

const rateOf = ({ genesys }: { readonly genesys: GenesysClientConfig }) => ({
  requestsPerMinute: genesys.requestsPerMinute,
});

function createHandOver(
  config: Extract<PlacerConfig, { kind: 'signed-http' | 'lambda' }>,
  deps: PlacersDeps,
): Placer {
  const timeout = seconds(config.timeoutSeconds);
  if (config.kind === 'lambda') {
    return createLambdaPlacer(deps.lambda, { functionName: config.functionName, timeout });
  }
  const { url, dials } = config;
  return createSignedHttpPlacer({ url, timeout, dials }, deps.secretSource(config.secret), deps.clock);
}

/** The configuration has a Genesys client exactly where `dials` is true. */
function withDialing(placer: Placer, genesys: GenesysClientConfig | undefined, genesysOf: GenesysOf): Placer {
  if (genesys === undefined) return placer;
  const { liveCheck, name } = genesysOf(genesys);
  return dialingThrough(placer, { liveCheck, client: name, requestsPerMinute: genesys.requestsPerMinute });
}
