import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { createAnnouncePlacer } from '#shared/adapters/placers/announce.ts';
import { createDryRunPlacer } from '#shared/adapters/placers/dry-run.ts';
import { createLambdaPlacer } from '#shared/adapters/placers/lambda.ts';
import { createSignedHttpPlacer } from '#shared/adapters/placers/signed-http.ts';
import type { SecretSource } from '#shared/adapters/secrets/secret-source.ts';
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
}

/** Builds the declared placers, and the two that need no declaration, by the names that automations give. */
export function createPlacers(config: PlacersConfig, deps: PlacersDeps): ReadonlyMap<string, Placer> {
  const declared = Object.entries(config).map(([name, one]) => [name, createPlacer(one, deps)] as const);
  return new Map([
    ...declared,
    ['announce', createAnnouncePlacer(deps.eventBridge, deps.busName)],
    ['dry-run', createDryRunPlacer(deps.telemetry)],
  ]);
}

function createPlacer(config: PlacerConfig, deps: PlacersDeps): Placer {
  const timeout = seconds(config.timeoutSeconds);
  switch (config.kind) {
    case 'signed-http':
      return createSignedHttpPlacer(
        { url: config.url, timeout },
        deps.secretSource(config.secret),
        deps.clock,
      );
    case 'lambda':
      return createLambdaPlacer(deps.lambda, { functionName: config.functionName, timeout });
  }
}
