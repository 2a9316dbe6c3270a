import { createGenesysClient } from '#shared/adapters/genesys-api/genesys-client.ts';
import type { GenesysRequest } from '#shared/adapters/genesys-api/genesys-request.ts';
import { genesysUrls } from '#shared/adapters/genesys-api/regions.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { durationMs } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';
import { type Scripted, scriptedFetch } from '#test/unit/adapters/genesys-api/scripted-fetch.ts';

export const SECRET_JSON = '{"clientId":"our-client","clientSecret":"our-secret"}';

/** A client of a scripted Genesys, and all that it works with. */
export function aClient(
  answers: readonly Scripted[],
  { tokens, credentials = async () => [SECRET_JSON], timeout = durationMs(5_000) }: ClientSetting = {},
) {
  const scripted = scriptedFetch(answers, tokens);
  const clock = createMemoryClock(NOON);
  const telemetry = createMemoryTelemetry();
  const client = createGenesysClient({
    api: genesysUrls({ region: 'eu_central_1' }),
    credentials,
    fetch: scripted.fetch,
    clock,
    telemetry,
    timeout,
  });
  return { client, clock, telemetry, ...scripted };
}

export interface ClientSetting {
  readonly tokens?: readonly Scripted[];
  readonly credentials?: () => Promise<readonly string[]>;
  readonly timeout?: ReturnType<typeof durationMs>;
}

export const aPost = (more: Partial<GenesysRequest> = {}): GenesysRequest => ({
  what: 'placement',
  method: 'POST',
  path: '/conversations/callbacks',
  body: { callbackNumbers: ['+4915112345678'], callbackUserName: 'Zoë Example' },
  conversationId: '16607c8e-1e9c-4653-afcd-17cc234eb57a',
  needs: 'the permission conversation:callback:create',
  ...more,
});
