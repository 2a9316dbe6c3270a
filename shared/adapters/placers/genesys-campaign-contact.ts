import { type GenesysRequest, pathId } from '#shared/adapters/genesys-api/genesys-request.ts';
import { createDisconnectCallback } from '#shared/adapters/placers/disconnect-callback.ts';
import { toGenesysOutcome } from '#shared/adapters/placers/genesys-outcome.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import type { PlacementRequest, Placer } from '#shared/ports/placer.ts';

export interface GenesysCampaignContactOptions {
  readonly contactListId: string;
  /** The list's columns for what is known of a callback. */
  readonly columns: {
    readonly number: string;
    readonly name?: string | undefined;
    readonly placementKey?: string | undefined;
  };
  readonly requestsPerMinute: number;
}

/** Has an always-running campaign dial: adds a contact to its list, then disconnects the callback. */
export function createGenesysCampaignContactPlacer(
  options: GenesysCampaignContactOptions,
  { name, client, liveCheck, telemetry }: GenesysPlacerDeps,
): Placer {
  return {
    kind: 'genesys-campaign-contact',
    repeatable: false,
    dialing: {
      liveCheck,
      callsShow: 'elsewhere',
      needsAgent: false,
      client: name,
      requestsPerPlacement: 3,
      requestsPerMinute: options.requestsPerMinute,
    },
    async prepare() {
      await client.prepare();
      return async (request) => {
        const { e164 } = request;
        if (e164 === undefined) return { kind: 'refused', because: 'no-dialable-number', final: true };
        const addition = addContact(request, e164, options);
        return toGenesysOutcome(await client.send(addition), addition, telemetry);
      };
    },
    cleanUp: createDisconnectCallback(client, liveCheck, telemetry),
  };
}

const addContact = (
  { conversationId, placementKey, name }: PlacementRequest,
  e164: string,
  { contactListId, columns }: GenesysCampaignContactOptions,
): GenesysRequest => ({
  what: 'placement',
  method: 'POST',
  path: `/outbound/contactlists/${pathId(contactListId)}/contacts`,
  body: [
    {
      data: {
        [columns.number]: e164,
        ...(columns.name !== undefined && name !== undefined && { [columns.name]: name }),
        ...(columns.placementKey !== undefined && { [columns.placementKey]: placementKey }),
      },
    },
  ],
  conversationId,
  needs: 'the permission outbound:contact:add',
});
