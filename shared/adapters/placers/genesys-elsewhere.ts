import type { GenesysRequest } from '#shared/adapters/genesys-api/genesys-request.ts';
import { createDisconnectCallback } from '#shared/adapters/placers/disconnect-callback.ts';
import { toGenesysOutcome } from '#shared/adapters/placers/genesys-outcome.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import type { Dialing, PlacementRequest, Placer } from '#shared/ports/placer.ts';

export interface GenesysElsewhereOptions {
  readonly kind: string;
  readonly dialing: Pick<Dialing, 'targetQueueId' | 'requestsPerMinute'>;
  /** What is asked of Genesys, with the number in E.164. */
  readonly toRequest: (request: PlacementRequest, e164: string) => GenesysRequest;
}

/** Has Genesys dial in another conversation than the callback's, which is disconnected then: three requests. */
export function createGenesysElsewherePlacer(
  { kind, dialing, toRequest }: GenesysElsewhereOptions,
  { name, client, liveCheck, telemetry }: GenesysPlacerDeps,
): Placer {
  return {
    kind,
    repeatable: false,
    dialing: {
      ...dialing,
      liveCheck,
      callsShow: 'elsewhere',
      needsAgent: false,
      client: name,
      requestsPerPlacement: 3,
    },
    async prepare() {
      await client.prepare();
      return async (request) => {
        const { e164 } = request;
        if (e164 === undefined) return { kind: 'refused', because: 'no-dialable-number', final: true };
        const asked = toRequest(request, e164);
        return toGenesysOutcome(await client.send(asked), asked, telemetry);
      };
    },
    cleanUp: createDisconnectCallback(client, liveCheck, telemetry),
  };
}
