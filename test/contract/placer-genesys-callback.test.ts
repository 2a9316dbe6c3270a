import { describe, expect, it } from 'vitest';
import { createGenesysCallbackPlacer } from '#shared/adapters/placers/genesys-callback.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import { closeAfterEachTest } from '#test/contract/closing.ts';
import { aRequest, describePlacer } from '#test/contract/placer.contract.ts';
import { aGenesys, genesysError, genesysTargets } from '#test/contract/placer-genesys.ts';

closeAfterEachTest();

const QUEUE = '00b109cf-1123-4591-a53c-c534b17e5268';
const placerOf = (deps: GenesysPlacerDeps, more = {}) =>
  createGenesysCallbackPlacer({ queueId: QUEUE, requestsPerMinute: 270, ...more }, deps);
const keyIn = (body: string) => JSON.parse(body).data.callbackAutomationPlacementKey;

describePlacer('genesys-callback', {
  traits: { kind: 'genesys-callback', repeatable: false },
  dialing: {
    callsShow: 'elsewhere',
    client: 'genesys',
    needsAgent: false,
    targetQueueId: QUEUE,
    requestsPerPlacement: 3,
    requestsPerMinute: 270,
  },
  ...genesysTargets(placerOf, keyIn),
  async clearable() {
    const { deps, requests } = await aGenesys(() =>
      requests().length === 1 ? { status: 200, body: '{}' } : genesysError(404, 'not.found'),
    );
    return { placer: placerOf(deps), keys: async () => [] };
  },
});

async function bodyOf(options: object, request = aRequest()) {
  const { deps, requests } = await aGenesys(() => ({ status: 202, body: '{}' }));
  await (await placerOf(deps, options).prepare(request))(request);
  const [posted] = requests();
  return { url: posted?.url, body: JSON.parse(posted?.body ?? '') };
}

describe('the genesys-callback placer', () => {
  it('creates an immediate callback to the E.164 number, in its queue and with the placement key', async () => {
    expect(await bodyOf({})).toEqual({
      url: '/api/v2/conversations/callbacks',
      body: {
        routingData: { queueId: QUEUE },
        callbackNumbers: ['+4915112345678'],
        validateCallbackNumbers: true,
        callbackUserName: 'Zoë Example',
        data: { callbackAutomationPlacementKey: aRequest().placementKey },
      },
    });
  });

  it('tells script and caller where they are configured, and no name where none is known', async () => {
    const { name: _, ...nameless } = aRequest();
    const script = { scriptId: 'script', callerId: '+4930123456', callerIdName: 'Example Corp' };
    const { body } = await bodyOf(script, nameless);
    expect(body).toMatchObject(script);
    expect(body).not.toHaveProperty('callbackUserName');
  });

  it('refuses for good what has no dialable number, and sends nothing', async () => {
    const { deps, requests } = await aGenesys(() => ({ status: 200 }));
    const { e164: _, ...numberless } = aRequest();
    const outcome = await (await placerOf(deps).prepare(numberless))(numberless);
    expect(outcome).toEqual({ kind: 'refused', because: 'no-dialable-number', final: true });
    expect(requests()).toEqual([]);
  });

  it('disconnects the old callback', async () => {
    const { deps, requests } = await aGenesys(() => ({ status: 200, body: '{}' }));
    expect(await placerOf(deps).cleanUp?.('old conversation')).toBe('done');
    expect(requests()).toMatchObject([
      { url: '/api/v2/conversations/callbacks/old%20conversation', body: '{"state":"disconnected"}' },
    ]);
  });
});
