import type { GenesysRequest } from '#shared/adapters/genesys-api/genesys-request.ts';
import { createDisconnectCallback } from '#shared/adapters/placers/disconnect-callback.ts';
import { toGenesysOutcome } from '#shared/adapters/placers/genesys-outcome.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import { PLACEMENT_KEY_ATTRIBUTE } from '#shared/genesys/leg-facts.ts';
import type { PlacementRequest, Placer } from '#shared/ports/placer.ts';

export interface GenesysCallbackOptions {
  /** A queue whose callbacks Genesys dials before an agent is there (CustomerFirst). */
  readonly queueId: string;
  readonly scriptId?: string | undefined;
  /** In E.164. */
  readonly callerId?: string | undefined;
  readonly callerIdName?: string | undefined;
  readonly requestsPerMinute: number;
}

/** Has Genesys dial: makes an immediate callback in a queue that dials by itself, then disconnects the old one. */
export function createGenesysCallbackPlacer(
  options: GenesysCallbackOptions,
  deps: GenesysPlacerDeps,
): Placer {
  const { name, client, liveCheck, telemetry } = deps;
  return {
    kind: 'genesys-callback',
    repeatable: false,
    dialing: {
      liveCheck,
      callsShow: 'elsewhere',
      needsAgent: false,
      targetQueueId: options.queueId,
      client: name,
      requestsPerPlacement: 3,
      requestsPerMinute: options.requestsPerMinute,
    },
    async prepare() {
      await client.prepare();
      return async (request) => {
        const { e164 } = request;
        if (e164 === undefined) return { kind: 'refused', because: 'no-dialable-number', final: true };
        const creation = createCallback(request, e164, options);
        return toGenesysOutcome(await client.send(creation), creation, telemetry);
      };
    },
    cleanUp: createDisconnectCallback(client, liveCheck, telemetry),
  };
}

/** Genesys' `CreateCallbackCommand`; without `callbackScheduledTime` it is placed immediately. */
const createCallback = (
  { conversationId, placementKey, name }: PlacementRequest,
  e164: string,
  { queueId, scriptId, callerId, callerIdName }: GenesysCallbackOptions,
): GenesysRequest => ({
  what: 'placement',
  method: 'POST',
  path: '/conversations/callbacks',
  body: {
    routingData: { queueId },
    callbackNumbers: [e164],
    validateCallbackNumbers: true,
    ...(name !== undefined && { callbackUserName: name }),
    ...(scriptId !== undefined && { scriptId }),
    ...(callerId !== undefined && { callerId }),
    ...(callerIdName !== undefined && { callerIdName }),
    data: { [PLACEMENT_KEY_ATTRIBUTE]: placementKey },
  },
  conversationId,
  needs: 'the permission conversation:callback:create',
});
