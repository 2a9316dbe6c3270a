/** Genesys' login and API over real sockets, as the contract of placers needs them: tokens always, the rest as told. */
import { createGenesysClient } from '#shared/adapters/genesys-api/genesys-client.ts';
import { createLiveCheck } from '#shared/adapters/genesys-api/live-check.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import { durationMs } from '#shared/domain/time.ts';
import type { Placer } from '#shared/ports/placer.ts';
import { NOON } from '#test/builders/times.ts';
import { deadUrl, type StubAnswer, type StubRequest, startStub } from '#test/contract/aws-stub.ts';
import { closeAfterTest } from '#test/contract/closing.ts';
import type { PlacerTargets, Targeted } from '#test/contract/placer.contract.ts';

export const CREDENTIALS = async () => ['{"clientId":"our-client","clientSecret":"our-secret"}'];

export const genesysError = (status: number, code: string, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({
    message: 'quoted +4915112345678',
    code,
    status,
    contextId: 'acd09940-2190-4d3e-a4af-5d3cdbfb2f32',
  }),
});

const TOKEN = {
  status: 200,
  body: '{"access_token":"client-token","token_type":"bearer","expires_in":86399}',
};

export type GenesysAnswers = (request: StubRequest) => StubAnswer;

export interface GenesysDouble {
  readonly deps: GenesysPlacerDeps;
  readonly telemetry: ReturnType<typeof createMemoryTelemetry>;
  /** API requests, without those for tokens. */
  requests(): readonly StubRequest[];
}

/** A client of a double that answers as told; `apiUrl` leads its API requests elsewhere. */
export async function aGenesys(answer: GenesysAnswers, apiUrl?: string): Promise<GenesysDouble> {
  const isToken = ({ url }: StubRequest) => url === '/oauth/token';
  const stub = closeAfterTest(await startStub((request) => (isToken(request) ? TOKEN : answer(request))));
  const telemetry = createMemoryTelemetry();
  const clock = createMemoryClock(NOON);
  const client = createGenesysClient({
    api: { token: `${stub.url}/oauth/token`, api: `${apiUrl ?? stub.url}/api/v2` },
    credentials: CREDENTIALS,
    fetch,
    clock,
    telemetry,
    timeout: durationMs(400),
  });
  const liveCheck = createLiveCheck(client, { clock, telemetry });
  return {
    deps: { name: 'genesys', client, liveCheck, telemetry },
    telemetry,
    requests: () => stub.requests.filter((request) => !isToken(request)),
  };
}

/** The states of a target that all placers on Genesys' API share. */
export function genesysTargets(
  makePlacer: (deps: GenesysPlacerDeps) => Placer,
  keyIn: (body: string) => string | undefined,
): Omit<PlacerTargets, 'traits'> {
  const targeted = async (answer: StubAnswer, apiUrl?: string): Promise<Targeted> => {
    const { deps, requests } = await aGenesys(() => answer, apiUrl);
    return { placer: makePlacer(deps), keys: async () => requests().map(({ body }) => keyIn(body)) };
  };
  return {
    taking: () => targeted({ status: 200, body: '{}' }),
    refusing: () => targeted(genesysError(403, 'forbidden')),
    busy: () => targeted(genesysError(429, 'too.many.requests', { 'retry-after': '17' })),
    absent: async () => targeted({ status: 200 }, await deadUrl()),
    breakingOff: () => targeted('reset'),
    silent: () => targeted('silence'),
    failing: () => targeted(genesysError(503, 'service.unavailable')),
  };
}
