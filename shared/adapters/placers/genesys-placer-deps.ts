import type { GenesysClient } from '#shared/adapters/genesys-api/genesys-client.ts';
import type { LiveCheck } from '#shared/ports/live-check.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

/** What a placer on Genesys' API works with. */
export interface GenesysPlacerDeps {
  /** Of the client, by which its rate is kept. */
  readonly name: string;
  readonly client: GenesysClient;
  readonly liveCheck: LiveCheck;
  readonly telemetry: Telemetry;
}
