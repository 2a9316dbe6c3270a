import { describe, expect, it } from 'vitest';
import { createGenesysCampaignContactPlacer } from '#shared/adapters/placers/genesys-campaign-contact.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import { closeAfterEachTest } from '#test/contract/closing.ts';
import { aRequest, describePlacer } from '#test/contract/placer.contract.ts';
import { aGenesys, genesysError, genesysTargets } from '#test/contract/placer-genesys.ts';

closeAfterEachTest();

const placerOf = (deps: GenesysPlacerDeps, more = {}) =>
  createGenesysCampaignContactPlacer(
    {
      contactListId: 'list/1',
      columns: { number: 'Phone', name: 'Name', placementKey: 'Key', ...more },
      requestsPerMinute: 100,
    },
    deps,
  );

describePlacer('genesys-campaign-contact', {
  traits: { kind: 'genesys-campaign-contact', repeatable: false },
  dialing: {
    callsShow: 'elsewhere',
    client: 'genesys',
    needsAgent: false,
    requestsPerPlacement: 3,
    requestsPerMinute: 100,
  },
  ...genesysTargets(placerOf, (body) => JSON.parse(body)[0].data.Key),
  async clearable() {
    const { deps, requests } = await aGenesys(() =>
      requests().length === 1 ? { status: 200, body: '{}' } : genesysError(404, 'not.found'),
    );
    return { placer: placerOf(deps), keys: async () => [] };
  },
});

async function postedBy(columns: object, request = aRequest()) {
  const { deps, requests } = await aGenesys(() => ({ status: 200, body: '[]' }));
  await (await placerOf(deps, columns).prepare(request))(request);
  return requests()[0];
}

describe('the genesys-campaign-contact placer', () => {
  it('adds a contact by the columns of the list', async () => {
    const posted = await postedBy({});
    expect(posted?.url).toBe('/api/v2/outbound/contactlists/list%2F1/contacts');
    expect(JSON.parse(posted?.body ?? '')).toEqual([
      { data: { Phone: '+4915112345678', Name: 'Zoë Example', Key: aRequest().placementKey } },
    ]);
  });

  it('leaves out what the list has no column for, or what is not known', async () => {
    const { name: _, ...nameless } = aRequest();
    const posted = await postedBy({ placementKey: undefined }, nameless);
    expect(JSON.parse(posted?.body ?? '')).toEqual([{ data: { Phone: '+4915112345678' } }]);
  });
});
