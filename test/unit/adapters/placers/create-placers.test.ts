import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createPlacers } from '#shared/adapters/placers/create-placers.ts';
import { NOON } from '#test/builders/times.ts';

const options = { region: 'eu-central-1', endpoint: 'http://127.0.0.1:9' };

describe('the placers of a stage', () => {
  it('are the declared ones, and announce and dry-run', () => {
    const secretIds: string[] = [];
    const placers = createPlacers(
      {
        dialler: { kind: 'lambda', functionName: 'dial', timeoutSeconds: 10 },
        hook: { kind: 'signed-http', url: 'https://example.org', secret: 'hook-secret', timeoutSeconds: 5 },
      },
      {
        eventBridge: new EventBridgeClient(options),
        busName: 'our-bus',
        lambda: new LambdaClient(options),
        secretSource: (secretId) => {
          secretIds.push(secretId);
          return async () => [];
        },
        clock: createMemoryClock(NOON),
        telemetry: createMemoryTelemetry(),
      },
    );
    expect([...placers].map(([name, { kind }]) => `${name}: ${kind}`).sort()).toEqual([
      'announce: announce',
      'dialler: lambda',
      'dry-run: dry-run',
      'hook: signed-http',
    ]);
    expect(secretIds).toEqual(['hook-secret']);
  });
});
