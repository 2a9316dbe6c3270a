import type { GenesysRequest } from '#shared/adapters/genesys-api/genesys-request.ts';
import { createGenesysElsewherePlacer } from '#shared/adapters/placers/genesys-elsewhere.ts';
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
export const createGenesysCallbackPlacer = (
  options: GenesysCallbackOptions,
  deps: GenesysPlacerDeps,
): Placer =>
  createGenesysElsewherePlacer(
    {
      kind: 'genesys-callback',
      dialing: { targetQueueId: options.queueId, requestsPerMinute: options.requestsPerMinute },
      toRequest: (request, e164) => createCallback(request, e164, options),
    },
    deps,
  );

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
