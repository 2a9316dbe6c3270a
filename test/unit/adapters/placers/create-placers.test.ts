import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createPlacers } from '#shared/adapters/placers/create-placers.ts';
import { PlacersSchema } from '#shared/config/placers.ts';
import { NOON } from '#test/builders/times.ts';
import { SECRET_JSON } from '#test/unit/adapters/genesys-api/a-client.ts';
import { scriptedFetch } from '#test/unit/adapters/genesys-api/scripted-fetch.ts';

const options = { region: 'eu-central-1', endpoint: 'http://127.0.0.1:9' };
const genesys = { region: 'eu_central_1', secret: 'genesys/oauth-client', requestsPerMinute: 100 };
const QUEUE = '00b109cf-1123-4591-a53c-c534b17e5268';
const again = { kind: 'genesys-callback', genesys, queueId: QUEUE };

const aboutNothing = { conversationId: '16607c8e-1e9c-4653-afcd-17cc234eb57a' };

function placersOf(config: object) {
  const secretIds: string[] = [];
  const scripted = scriptedFetch([]);
  const placers = createPlacers(parse(PlacersSchema, config), {
    eventBridge: new EventBridgeClient(options),
    busName: 'our-bus',
    lambda: new LambdaClient({ ...options, maxAttempts: 1 }),
    secretSource: (secretId) => {
      secretIds.push(secretId);
      return async () => [SECRET_JSON];
    },
    clock: createMemoryClock(NOON),
    telemetry: createMemoryTelemetry(),
    fetch: scripted.fetch,
  });
  return { placers, secretIds, ...scripted };
}

describe('the placers of a stage', () => {
  it('are the declared ones, and announce and dry-run', () => {
    const { placers } = placersOf({
      dialler: { kind: 'lambda', functionName: 'dial' },
      hook: { kind: 'signed-http', url: 'https://example.org', secret: 'hook-secret' },
      again,
      agents: { kind: 'genesys-call', genesys, agentTokens: { functionName: 'agent-token:live' } },
      campaign: {
        kind: 'genesys-campaign-contact',
        genesys,
        contactListId: QUEUE,
        columns: { number: 'Phone' },
      },
    });
    expect([...placers].map(([name, { kind }]) => `${name}: ${kind}`).sort()).toEqual([
      'again: genesys-callback',
      'agents: genesys-call',
      'announce: announce',
      'campaign: genesys-campaign-contact',
      'dialler: lambda',
      'dry-run: dry-run',
      'hook: signed-http',
    ]);
    expect([...placers].filter(([, { dialing }]) => dialing).map(([name]) => name)).toEqual([
      'again',
      'agents',
      'campaign',
    ]);
  });

  it('look before they dial where their target does, and are never repeated then', () => {
    const { placers } = placersOf({
      dialler: { kind: 'lambda', functionName: 'dial', dials: true, genesys },
      hook: { kind: 'signed-http', url: 'https://example.org', secret: 'hook-secret', dials: true, genesys },
    });
    const expected = {
      repeatable: false,
      dialing: { callsShow: 'elsewhere', needsAgent: false, requestsPerPlacement: 1, requestsPerMinute: 100 },
    };
    expect(placers.get('dialler')).toMatchObject({ kind: 'lambda', ...expected });
    expect(placers.get('hook')).toMatchObject({ kind: 'signed-http', ...expected });
  });

  it('share a client, and so its token, where they name the same organisation and secret', async () => {
    const { placers, tokens, secretIds } = placersOf({
      again,
      dialler: { kind: 'lambda', functionName: 'dial', dials: true, genesys },
      other: { ...again, genesys: { ...genesys, secret: 'other' } },
    });
    for (const name of ['again', 'dialler']) await placers.get(name)?.prepare(aboutNothing);
    expect(tokens).toHaveLength(1);
    await placers.get('other')?.prepare(aboutNothing);
    expect(tokens).toHaveLength(2);
    expect(secretIds).toEqual(['genesys/oauth-client', 'other']);
    expect(placers.get('again')?.dialing?.liveCheck).toBe(placers.get('dialler')?.dialing?.liveCheck);
  });

  it('ask Genesys for nothing before a placement but a token', async () => {
    const { placers, requests } = placersOf({ again });
    await placers.get('again')?.prepare(aboutNothing);
    expect(requests).toEqual([]);
  });
});
