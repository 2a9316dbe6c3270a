/** A customer who waits for a callback, calls in and is helped meanwhile: through the running stack. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GenesysWorld, startGenesysWorld, until } from '#test/e2e/genesys-world.ts';
import { post, sleep } from '#test/e2e/target.ts';

let world: GenesysWorld;
beforeAll(async () => {
  world = await startGenesysWorld({ wait: 'genesys-callback' }, { leaveIfReachedWithin: 3600 });
});
afterAll(() => world.close());

const call = (connectedTime: string) => ({
  id: randomUUID(),
  state: 'connected',
  direction: 'inbound',
  connectedTime,
});

/** What Genesys tells of another conversation: the customer is on the phone, and an agent with them, or nobody yet. */
const aTalk = (number: string, isAnswered: boolean) => {
  const now = new Date().toISOString();
  const agent = { id: randomUUID(), purpose: 'agent', userId: randomUUID(), calls: [call(now)] };
  const customer = { id: randomUUID(), purpose: 'customer', address: `tel:${number}`, calls: [call(now)] };
  return { id: randomUUID(), participants: [customer, ...(isAnswered ? [agent] : [])] };
};

it('is not called any more', async () => {
  const { id, number } = world.callback('wait', { inSeconds: 3 });
  await until(async () => (await post(world.stack(), aTalk(number, true))).status === 200);
  await until(async () => (await world.eventTypes(id)).length > 0);
  await sleep(500);
  expect(await world.eventTypes(id)).toEqual(['CallbackLeft']);
  expect(world.callsFor(id)).toEqual([]);
});

it('is called as long as nobody has answered', async () => {
  const { id, number } = world.callback('wait', { inSeconds: 3 });
  expect((await post(world.stack(), aTalk(number, false))).status).toBe(200);
  await until(() => world.callsFor(id).length > 0);
  expect(world.callsFor(id)).toHaveLength(1);
});

it('is called though they talked with an agent before they asked for it', async () => {
  const number = '+13175551199';
  expect((await post(world.stack(), aTalk(number, true))).status).toBe(200);
  await sleep(50);
  const id = world.control.createCallback({ number, inSeconds: 2, automatedCallbackConfigId: 'wait' });
  await until(() => world.callsFor(id).length > 0);
  expect(world.callsFor(id)).toHaveLength(1);
});
