import { describe, expect, it } from 'vitest';
import { createMemoryCustomers } from '#shared/adapters/memory/memory-customers.ts';
import { PLACEMENTS } from '#shared/domain/pacing.ts';
import { minutes } from '#shared/domain/time.ts';
import type { Customer, Customers } from '#shared/ports/customers.ts';
import { aCustomerLeg, aSnapshot, CONVERSATION } from '#test/builders/observations.ts';
import { aDialingWorld } from '#test/builders/small-world.ts';
import { noon } from '#test/builders/times.ts';

const leg = aCustomerLeg({ startedAt: noon(-600), contactId: 'contact', number: '+13175550123' });
const anotherConversation = '7b3c2b3e-3f3a-4b0e-9d5f-0f7d1f6f2a10';

async function aWorldThatAsks(isOptedIn = true) {
  const memory = createMemoryCustomers();
  const asked: [Customer, string][] = [];
  const customers: Customers = {
    note: memory.note,
    reachedAt: (customer, conversationId) => {
      asked.push([customer, conversationId]);
      return memory.reachedAt(customer, conversationId);
    },
  };
  const world = aDialingWorld({}, { customers });
  if (isOptedIn) world.automate({ leaveIfReachedWithin: minutes(60) });
  await world.tell(aSnapshot([leg], noon(-600)));
  return { ...world, customers, asked };
}

const reached = (changes: Partial<Customer> & { conversationId?: string; second?: number } = {}) => ({
  conversationId: changes.conversationId ?? anotherConversation,
  at: noon(changes.second ?? -60),
  numbers: changes.numbers ?? [],
  ...(changes.externalContactId && { externalContactId: changes.externalContactId }),
});

describe('a customer whom an agent reached in another conversation', () => {
  it.each([
    ['by the external contact', { externalContactId: 'contact' }],
    ['by the number, written otherwise', { numbers: ['tel:+1 (317) 555-0123'] }],
  ])('known %s: the callback is left, Genesys is not asked, no slot is taken', async (_, customer) => {
    const world = await aWorldThatAsks();
    await world.customers.note(reached(customer));
    await world.passUntil(noon(9000));
    expect(world.announced()).toEqual(['CallbackLeft: customer-already-reached']);
    expect([world.placer.requests, world.genesys.asked]).toEqual([[], []]);
    const slot = { lane: PLACEMENTS, requestsPerMinute: 1, requests: 1, due: noon(9000) };
    expect(await world.deps.pacer.takeSlot('scripted', slot)).toBe(noon(9000));
  });

  it('is asked about once it comes to it, by contact and number, and not before', async () => {
    const world = await aWorldThatAsks();
    await world.passUntil(noon(0, -1));
    expect(world.asked).toEqual([]);
    await world.passUntil(noon(1));
    const customer = { externalContactId: 'contact', numbers: ['+13175550123'] };
    expect(world.asked).toEqual([[customer, CONVERSATION]]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('known by a number that the callback tells without the country: left', async () => {
    const world = await aWorldThatAsks();
    world.automate({ leaveIfReachedWithin: minutes(60), defaultCountry: 'DE' });
    Object.assign(world.deps, {
      toE164: (number: string | undefined, country: string | undefined) =>
        country === 'DE' ? number?.replace(/^0/, '+49') : undefined,
    });
    await world.tell(aSnapshot([{ ...leg, number: '030123456' }], noon(-500)));
    await world.customers.note(reached({ numbers: ['+4930123456'] }));
    await world.passUntil(noon(9000));
    expect(world.announced()).toEqual(['CallbackLeft: customer-already-reached']);
  });

  it.each([
    ['in this very conversation', reached({ externalContactId: 'contact', conversationId: CONVERSATION })],
    ['before the callback was asked for', reached({ externalContactId: 'contact', second: -601 })],
    ['who is somebody else', reached({ externalContactId: 'another', numbers: ['+13175550124'] })],
  ])('%s: is called back', async (_, other) => {
    const world = await aWorldThatAsks();
    await world.customers.note(other);
    await world.passUntil(noon(9000));
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('is called back where the automation did not opt in, and nobody is asked', async () => {
    const world = await aWorldThatAsks(false);
    await world.customers.note(reached({ externalContactId: 'contact' }));
    await world.passUntil(noon(9000));
    expect(world.announced()).toEqual(['CallbackPlaced']);
    expect(world.asked).toEqual([]);
  });

  it('is called back where the stage does not note whom agents reach', async () => {
    const world = aDialingWorld();
    world.automate({ leaveIfReachedWithin: minutes(60) });
    await world.tell(aSnapshot([leg], noon(-600)));
    await world.passUntil(noon(9000));
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('is not asked about while there is another reason not to place', async () => {
    const world = await aWorldThatAsks();
    world.configure({ paused: true });
    await world.passUntil(noon(300));
    expect(world.asked).toEqual([]);
  });

  it('while the callback waits for its next try: left, not tried again', async () => {
    const world = await aWorldThatAsks();
    world.placer.answers.push({ kind: 'refused', because: 'conflict', final: false });
    await world.passUntil(noon(10));
    await world.customers.note(reached({ externalContactId: 'contact', second: 10 }));
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toHaveLength(1);
    expect(world.announced()).toEqual(['CallbackLeft: customer-already-reached']);
  });

  it('cannot be found out: nothing is placed until it can', async () => {
    const world = await aWorldThatAsks();
    let isDown = true;
    const customers: Customers = {
      ...world.customers,
      reachedAt: (...asked) =>
        isDown ? Promise.reject(new Error('throttled')) : world.customers.reachedAt(...asked),
    };
    Object.assign(world.deps, { customers });
    world.clock.moveTo(noon(0));
    const timer = { conversationId: CONVERSATION, at: noon(0) };
    await expect(world.runTimers([timer])).rejects.toThrow('1 of 1');
    expect(world.placer.requests).toEqual([]);
    isDown = false;
    await world.runTimers([timer]);
    expect(world.placer.requests).toHaveLength(1);
  });
});
