/** The placers of one worker: those of Genesys in earnest, and doubles for what lies outside. */
import type { FakeGenesys } from '#local/genesys/create-fake-genesys.ts';
import { CONTACT_LIST, CUSTOMER_FIRST_QUEUE, OAUTH_CLIENT } from '#local/genesys/defaults.ts';
import { createGenesysClient } from '#shared/adapters/genesys-api/genesys-client.ts';
import { createLiveCheck } from '#shared/adapters/genesys-api/live-check.ts';
import { dialingThrough } from '#shared/adapters/placers/dialing-through.ts';
import { createGenesysCallPlacer } from '#shared/adapters/placers/genesys-call.ts';
import { createGenesysCallbackPlacer } from '#shared/adapters/placers/genesys-callback.ts';
import { createGenesysCampaignContactPlacer } from '#shared/adapters/placers/genesys-campaign-contact.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Placer } from '#shared/ports/placer.ts';
import type { Bend } from '#test/stories/bend.ts';
import { createDoubles, type DoubleOf } from '#test/stories/doubles.ts';
import type { Scene } from '#test/stories/scene.ts';
import type { PlacerName } from '#test/stories/story.ts';
import type { Truth } from '#test/stories/truth.ts';
import type { WorkerRun } from '#test/stories/worker-run.ts';

/** What is a worker's own of its placers. */
export interface WorkerParts {
  readonly clock: Clock;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly run: () => WorkerRun;
}

interface PlacersDeps {
  readonly genesys: FakeGenesys;
  readonly truth: Truth;
  readonly bend: Bend;
}

const API = { api: 'https://genesys.test/api/v2', token: 'https://genesys.test/oauth/token' };

/** All placers go by the rate of one client, as in a stage with one secret. */
const CLIENT = 'genesys';

/** Creates the placers of workers, by the name that automations give. */
export function createWorkerPlacers(scene: Scene, { genesys, truth, bend }: PlacersDeps) {
  const doubles = createDoubles(scene, truth);
  return (parts: WorkerParts): ReadonlyMap<PlacerName, Placer> => {
    const placers = placersOf(scene, genesys, parts, doubles(parts));
    return new Map(
      placers.map(([name, placer]) => {
        const observed = remembering(name, placer, truth, parts.run);
        return [name, bend.placer?.(observed) ?? observed];
      }),
    );
  };
}

function placersOf(
  { story: { requestsPerMinute }, telemetry }: Scene,
  { control }: FakeGenesys,
  { clock, fetch }: WorkerParts,
  aDouble: DoubleOf,
): readonly (readonly [PlacerName, Placer])[] {
  const shared = { clock, telemetry };
  const credentials = async () => [JSON.stringify(OAUTH_CLIENT)];
  const client = createGenesysClient({ ...shared, api: API, fetch, credentials });
  const liveCheck = createLiveCheck(client, shared);
  const genesys = { ...shared, name: CLIENT, client, liveCheck };
  const agentTokens = (userId: string) => {
    const mint = async () => control.userToken({ userId });
    return { current: mint, renewed: mint };
  };
  const callback = { queueId: CUSTOMER_FIRST_QUEUE.id, requestsPerMinute };
  const columns = { number: CONTACT_LIST.numberColumn, placementKey: CONTACT_LIST.placementKeyColumn };
  const contact = { contactListId: CONTACT_LIST.id, columns, requestsPerMinute };
  const dialing = { liveCheck, client: CLIENT, requestsPerMinute };
  return [
    ['genesys-callback', createGenesysCallbackPlacer(callback, genesys)],
    ['genesys-call', createGenesysCallPlacer({ requestsPerMinute }, { ...genesys, agentTokens })],
    ['genesys-campaign-contact', createGenesysCampaignContactPlacer(contact, genesys)],
    ['lambda', aDouble('lambda')],
    ['dialing-lambda', dialingThrough(aDouble('dialing-lambda'), dialing)],
    ['announce', aDouble('announce')],
  ];
}

/** Lets the truth know what is asked for. */
const remembering = (name: PlacerName, placer: Placer, truth: Truth, run: () => WorkerRun): Placer => ({
  ...placer,
  async prepare(about) {
    const place = await placer.prepare(about);
    return (request) => {
      truth.ask(run().id, request, name);
      return place(request);
    };
  },
});
