import { type GenesysRequest, pathId } from '#shared/adapters/genesys-api/genesys-request.ts';
import { createGenesysElsewherePlacer } from '#shared/adapters/placers/genesys-elsewhere.ts';
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
export const createGenesysCampaignContactPlacer = (
  options: GenesysCampaignContactOptions,
  deps: GenesysPlacerDeps,
): Placer =>
  createGenesysElsewherePlacer(
    {
      kind: 'genesys-campaign-contact',
      dialing: { requestsPerMinute: options.requestsPerMinute },
      toRequest: (request, e164) => addContact(request, e164, options),
    },
    deps,
  );

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
