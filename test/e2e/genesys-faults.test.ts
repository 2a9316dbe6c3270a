/** What goes wrong between the automation and Genesys Cloud, over real sockets: nobody is ever called twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '#local/genesys/faults.ts';
import { type GenesysWorld, startGenesysWorld, until } from '#test/e2e/genesys-world.ts';
import { getState, sleep } from '#test/e2e/target.ts';

let world: GenesysWorld;
beforeAll(async () => {
  world = await startGenesysWorld({
    ...Object.fromEntries(
      ['dark', 'doubt', 'refused', 'look', 'clean', 'token', 'decide', 'mess'].map((name) => [
        name,
        'genesys-callback',
      ]),
    ),
    call: 'genesys-call',
    campaign: 'genesys-campaign-contact',
  });
});
afterAll(() => world.close());

const placed = (id: string, timeout?: number) =>
  until(async () => (await world.eventTypes(id)).includes('CallbackPlaced'), timeout);

/** Whatever else comes of it: one call, told of once, and the old callback over. */
async function isPlacedOnce(id: string) {
  await placed(id);
  await until(() => world.callsFor(id).length > 0);
  // A disconnection that failed is tried again after 30 s.
  await until(() => world.customerState(id) === 'disconnected', 60_000);
  await sleep(500);
  expect(world.callsFor(id)).toHaveLength(1);
  expect((await world.eventTypes(id)).filter((type) => type === 'CallbackPlaced')).toHaveLength(1);
  expect((await world.placementOf(id))?.state).toBe('placed');
}

async function isUnknown(id: string) {
  await until(async () => (await world.placementOf(id))?.state === 'unknown');
  expect(await world.eventTypes(id)).not.toContain('CallbackPlaced');
}

describe.concurrent('a request to place that had effect, but whose answer is lost', () => {
  it.each<[string, Fault]>([
    ['a time-out', { kind: 'time-out', effect: true }],
    ['a broken connection', { kind: 'reset', effect: true }],
    ['a 500', { kind: 'error', status: 500, effect: true }],
    ['a 503', { kind: 'error', status: 503, effect: true }],
    ['a 504', { kind: 'error', status: 504, effect: true }],
  ])('by %s is known for placed by the conversation that came of it', async (_, fault) => {
    const { id, number } = world.callback('dark');
    world.fail('create-callback', number, fault);
    await isPlacedOnce(id);
  });
});

describe.concurrent('a request to place that is answered after all', () => {
  it.each<[string, Fault]>([
    ['with a body that is no JSON', { kind: 'malformed' }],
    ['after 3 s', { kind: 'slow', ms: 3000 }],
  ])('%s is placed once', async (_, fault) => {
    const { id, number } = world.callback('dark');
    world.fail('create-callback', number, fault);
    await isPlacedOnce(id);
  });
});

describe.concurrent('a request to place of which nobody knows whether it had effect', () => {
  it.each<[string, Fault]>([
    ['a time-out', { kind: 'time-out', effect: false }],
    ['a broken connection', { kind: 'reset', effect: false }],
    ['a 503', { kind: 'error', status: 503, effect: false }],
  ])('after %s is not made again', async (_, fault) => {
    const { id, number } = world.callback('doubt');
    world.fail('create-callback', number, fault);
    await isUnknown(id);
    await sleep(4000);
    await isUnknown(id);
    expect([world.callsFor(id), world.customerState(id)]).toEqual([[], 'connected']);
  });

  it('stays unknown where its call shows in no conversation that we hear of', async () => {
    const { id, number } = world.callback('campaign');
    world.fail('add-contact', number, { kind: 'reset', effect: true });
    await isUnknown(id);
    await sleep(3000);
    expect(world.callsFor(id)).toHaveLength(1);
  });
});

describe.concurrent('a request to place that is refused', () => {
  it.each<[string, Fault, number]>([
    ['429', { kind: 'throttled', retryAfterSeconds: 1 }, 2],
    ['409', { kind: 'error', status: 409, code: 'conflict', effect: false }, 1],
    ['401', { kind: 'token-refused' }, 1],
  ])('with %s is made again, and places once', async (_, fault, times) => {
    const { id, number } = world.callback('refused');
    world.fail('create-callback', number, fault, times);
    await isPlacedOnce(id);
  });

  it.each([
    [400, 'bad.request'],
    [403, 'missing.permissions'],
    [404, 'not.found'],
  ])('with %i %s is final', async (status, code) => {
    const { id, number } = world.callback('refused');
    world.fail('create-callback', number, { kind: 'error', status, code, effect: false });
    await until(async () => (await world.eventTypes(id)).length > 0);
    await sleep(3000);
    expect(await world.eventTypes(id)).toEqual(['CallbackPlacementFailed']);
    expect(world.callsFor(id)).toEqual([]);
  });
});

describe.concurrent('a look at the conversation before the call', () => {
  it.each<[string, Fault]>([
    ['a 500', { kind: 'error', status: 500, effect: false }],
    ['a broken connection', { kind: 'reset', effect: false }],
    ['a body that is no JSON', { kind: 'malformed' }],
    ['429', { kind: 'throttled', retryAfterSeconds: 1 }],
  ])('that is answered by %s is repeated, and nothing is placed without it', async (_, fault) => {
    const { id } = world.callback('look');
    world.fail('get-conversation', id, fault);
    await isPlacedOnce(id);
  });

  it('finds what nobody told of: cancelled', async () => {
    const { id } = world.callback('look', { inSeconds: 2 });
    await until(async () => (await getState(world.stack(), id)).status === 200);
    world.control.change({ topics: [] });
    world.control.cancel(id);
    world.control.change({ topics: ['detail-events', 'callbacks', 'all-media'] });
    await until(async () => (await world.eventTypes(id)).length > 0);
    expect([await world.eventTypes(id), world.callsFor(id)]).toEqual([['CallbackLeft'], []]);
  });
});

describe.concurrent('the disconnection of the old callback', () => {
  it('is repeated until it is done, without a second call', async () => {
    const { id } = world.callback('clean');
    world.fail('disconnect-callback', id, { kind: 'error', status: 500, effect: false });
    await isPlacedOnce(id);
  });
});

describe.concurrent("an agent's call", () => {
  const take = async () => {
    const { id, number } = world.callback('call', { inSeconds: -5, timeoutSeconds: 1 });
    await until(() => world.customerState(id) === 'connected');
    world.control.agent(id, { does: 'connect' });
    return { id, number };
  };

  it('whose answer is lost is known for placed by the call that shows', async () => {
    const { id, number } = await take();
    world.fail('place-call', number, { kind: 'reset', effect: true });
    // By a notification; or, where all of them came before the answer was missed, by the look 30 s after the lease.
    await placed(id, 100_000);
    await sleep(1000);
    expect(world.callsFor(id)).toHaveLength(1);
  });

  it('with a refused token of the agent is made once with a new one', async () => {
    const { id, number } = await take();
    world.fail('place-call', number, { kind: 'token-refused' });
    await placed(id);
    expect(world.callsFor(id)).toHaveLength(1);
  });
});

describe('notifications that come three times, late and out of order', () => {
  it('make no second call', async () => {
    world.control.change({ copies: 3, jitterMs: 700 });
    const all = Array.from({ length: 12 }, () => world.callback('mess', { inSeconds: 2 }));
    await Promise.all(all.map(({ id }) => isPlacedOnce(id)));
    world.control.change({ copies: 1, jitterMs: 0 });
  });
});

describe('the token', () => {
  it('that cannot be had holds the callback up, and no more', async () => {
    const { id } = world.callback('token');
    world.control.fail({ operation: 'token', fault: { kind: 'error', status: 503, effect: false } });
    await isPlacedOnce(id);
    expect(world.requestsOf('token').map(({ status }) => status)).toContain(503);
  });

  it('that is no longer taken is renewed', async () => {
    world.control.expireTokens();
    await isPlacedOnce(world.callback('token').id);
  });
});

describe("an operator's decision on an unknown outcome", () => {
  const decide = async (id: string, decision: string) => {
    const { url, apiKey } = world.stack();
    const { callbacks } = (await (await getState(world.stack(), id)).json()) as {
      callbacks: { key: string; placement: { unknownSince?: string } }[];
    };
    const [{ key, placement } = {}] = callbacks;
    const unknownSince = placement?.unknownSince ?? new Date().toISOString();
    const response = await fetch(`${url}/conversations/${id}/decisions`, {
      method: 'POST',
      headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ callbackKey: key, unknownSince, decision }),
    });
    return response.status;
  };
  const inDoubt = async () => {
    const { id, number } = world.callback('decide');
    world.fail('create-callback', number, { kind: 'reset', effect: false });
    await isUnknown(id);
    return id;
  };

  it('place-again has it placed, once', async () => {
    const id = await inDoubt();
    expect(await decide(id, 'place-again')).toBe(200);
    await isPlacedOnce(id);
    expect(await decide(id, 'place-again')).toBe(409);
  });

  it('give-up ends it without a call', async () => {
    const id = await inDoubt();
    expect(await decide(id, 'give-up')).toBe(200);
    await until(async () => (await world.eventTypes(id)).includes('CallbackPlacementFailed'));
    expect(world.callsFor(id)).toEqual([]);
  });
});

describe('a stack that is killed', () => {
  it('while its request to place is under way finds out after its start that it was placed', async () => {
    const { id, number } = world.callback('dark');
    world.fail('create-callback', number, { kind: 'slow', ms: 8000 });
    await until(() =>
      world.control
        .conversations()
        .some((one) => one.participants[0]?.attributes['callbackAutomationPlacementKey']?.startsWith(id)),
    );
    await world.restart();
    await until(async () => (await world.placementOf(id))?.state === 'placed', 60_000);
    await until(() => world.customerState(id) === 'disconnected');
    expect(world.callsFor(id)).toHaveLength(1);
  }, 120_000);
});
