import { describe, expect, it } from 'vitest';
import { createLiveCheck } from '#shared/adapters/genesys-api/live-check.ts';
import { createDisconnectCallback } from '#shared/adapters/placers/disconnect-callback.ts';
import { SHAPES } from '#test/builders/bodies.ts';
import { CONVERSATION } from '#test/builders/observations.ts';
import { noon } from '#test/builders/times.ts';
import { aClient } from '#test/unit/adapters/genesys-api/a-client.ts';
import { anError, failed, type Scripted } from '#test/unit/adapters/genesys-api/scripted-fetch.ts';

async function cleanUp(...answers: readonly Scripted[]) {
  const world = aClient(answers);
  const disconnect = createDisconnectCallback(
    world.client,
    createLiveCheck(world.client, world),
    world.telemetry,
  );
  return { ...world, outcome: await disconnect(CONVERSATION) };
}

const conversation = (isOver: boolean): Scripted => ({
  status: 200,
  body: SHAPES['bare Conversation']?.({ at: noon(0), toldAt: noon(10), isOver }),
});

describe('the clean-up after a placement', () => {
  it.each([200, 202, 204])('disconnects the old callback, and is done with %i', async (status) => {
    const { outcome, requests } = await cleanUp({ status });
    expect(outcome).toBe('done');
    expect(requests).toMatchObject([
      {
        method: 'PATCH',
        url: `https://api.mypurecloud.de/api/v2/conversations/callbacks/${CONVERSATION}`,
        body: '{"state":"disconnected"}',
      },
    ]);
  });

  it('is done where Genesys knows no such callback any more', async () => {
    const { outcome, requests } = await cleanUp(anError(404, 'not.found'));
    expect([outcome, requests.length]).toEqual(['done', 1]);
  });

  it.each([
    ['is over', conversation(true)],
    ['is gone', anError(404, 'not.found')],
  ])('is done where Genesys refuses it because the callback %s', async (_, live) => {
    const { outcome, requests, telemetry } = await cleanUp(anError(400, 'bad.request'), live);
    expect(outcome).toBe('done');
    expect(requests.map(({ method }) => method)).toEqual(['PATCH', 'GET']);
    expect(telemetry.counted('genesys.refused')).toBe(0);
  });

  it.each<[string, Scripted]>([
    ['is still open', conversation(false)],
    ['cannot be looked at', anError(503)],
    ['is nothing that can be understood', { status: 200, body: {} }],
  ])('is not done where Genesys refuses it and the callback %s', async (_, live) => {
    const { outcome, telemetry } = await cleanUp(anError(403, 'missing.permissions'), live);
    expect(outcome).toBe('not-done');
    expect(telemetry.counted('genesys.refused')).toBe(1);
    expect(telemetry.lines.at(-1)).toMatchObject({
      event: 'genesys.refused',
      fields: { what: 'clean-up', fix: 'Needed: the permission conversation:communication:disconnect.' },
    });
  });

  it.each<[string, Scripted]>([
    ['500', anError(500)],
    ['429', anError(429)],
    ['408', anError(408)],
    ['a reset', failed('ECONNRESET')],
    ['no connection', failed('ECONNREFUSED')],
  ])('is not done after %s, and asks nothing more', async (_, answer) => {
    const { outcome, requests } = await cleanUp(answer);
    expect([outcome, requests.length]).toEqual(['not-done', 1]);
  });
});
