import { describe, expect, it } from 'vitest';
import { createGenesysClient } from '#shared/adapters/genesys-api/genesys-client.ts';
import { createLiveCheck } from '#shared/adapters/genesys-api/live-check.ts';
import { genesysUrls } from '#shared/adapters/genesys-api/regions.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createGenesysCallPlacer } from '#shared/adapters/placers/genesys-call.ts';
import { createGenesysCallbackPlacer } from '#shared/adapters/placers/genesys-callback.ts';
import { createGenesysCampaignContactPlacer } from '#shared/adapters/placers/genesys-campaign-contact.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import { durationMs } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';
import { aRequest } from '#test/contract/placer.contract.ts';
import { aToken, type Scripted, scriptedFetch } from '#test/unit/adapters/genesys-api/scripted-fetch.ts';

const PERSONAL = /15112345678|12345678|Zoë|Example|private-|Bearer|Basic|authorization/i;
const rate = { requestsPerMinute: 270 };
const columns = { number: 'Phone', name: 'Name', placementKey: 'Key' };
const tokenOf = (token: string) => ({ current: async () => token, renewed: async () => `${token}-2` });

const PLACERS = {
  'genesys-callback': (deps: GenesysPlacerDeps) =>
    createGenesysCallbackPlacer({ queueId: 'queue', ...rate }, deps),
  'genesys-campaign-contact': (deps: GenesysPlacerDeps) =>
    createGenesysCampaignContactPlacer({ contactListId: 'list', columns, ...rate }, deps),
  'genesys-call': (deps: GenesysPlacerDeps) =>
    createGenesysCallPlacer(rate, { ...deps, agentTokens: () => tokenOf('private-agent-token') }),
};

// Everything that Genesys may answer can quote what it was sent.
const quoting = {
  message: 'No call to +4915112345678 for Zoë Example by private-token',
  code: 'call +4915112345678',
  contextId: '+4915112345678',
  messageParams: { number: '+4915112345678' },
};
const thrown = (cause: Error) => new TypeError('private-token of Zoë Example', { cause });
const ANSWERS: Readonly<Record<string, Scripted>> = {
  ...Object.fromEntries(
    [200, 302, 400, 401, 403, 404, 408, 409, 429, 500, 503].map((status) => [
      `answer ${status}`,
      { status, body: quoting, headers: { 'x-quoted': '+4915112345678', 'retry-after': '+4915112345678' } },
    ]),
  ),
  'text that is no JSON': { status: 400, body: 'private-body +4915112345678' },
  failure: thrown(Object.assign(new Error('+4915112345678'), { code: '+49 151 12345678' })),
  silence: 'silence',
};

/** Does all that a placer can do, and answers all that is told of it. */
async function toldOf(
  make: (deps: GenesysPlacerDeps) => ReturnType<(typeof PLACERS)['genesys-call']>,
  answer: Scripted,
) {
  const lines: string[] = [];
  const clock = createMemoryClock(NOON);
  const telemetry = createTelemetry({
    functionName: 'test',
    write: (line) => lines.push(line),
    now: () => NOON,
  });
  const { fetch, requests } = scriptedFetch([answer], [aToken('private-token-1'), aToken('private-token-2')]);
  const client = createGenesysClient({
    api: genesysUrls({ region: 'eu_west_1' }),
    credentials: async () => ['{"clientId":"private-id","clientSecret":"private-secret"}'],
    fetch,
    clock,
    telemetry,
    timeout: durationMs(20),
  });
  const liveCheck = createLiveCheck(client, { clock, telemetry });
  const placer = make({ name: 'genesys', client, liveCheck, telemetry });
  const place = await placer.prepare(aRequest());
  const outcomes = [
    await place(aRequest()),
    await liveCheck.ask(aRequest().conversationId),
    await placer.cleanUp?.(aRequest().conversationId),
  ];
  // Without these words nothing could have leaked.
  expect(`${requests[0]?.body}${requests[0]?.headers.get('authorization')}`).toMatch(PERSONAL);
  expect(requests.length).toBeGreaterThan(1);
  return { lines, outcomes };
}

describe.each(Object.entries(PLACERS))('what %s tells', (_, make) => {
  it.each(Object.entries(ANSWERS))(
    'holds no token, number, name or text of others after %s',
    async (_, answer) => {
      const { lines, outcomes } = await toldOf(make, answer);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.join('\n')).not.toMatch(PERSONAL);
      expect(JSON.stringify(outcomes)).not.toMatch(PERSONAL);
    },
  );
});
