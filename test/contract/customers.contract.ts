import { describe, expect, it } from 'vitest';
import { durationMs, plus } from '#shared/domain/time.ts';
import type { CustomerReached, Customers } from '#shared/ports/customers.ts';
import { noon } from '#test/builders/times.ts';

const CONTACT = '5b5f9b0a-8f3e-4c0f-9d43-3f0a54a9e1c7';
const NUMBER = '+13175550142';

const aTalk = (changes: Partial<CustomerReached> = {}): CustomerReached => ({
  conversationId: 'talk-1',
  externalContactId: CONTACT,
  numbers: ['13175550142'],
  at: noon(0),
  ...changes,
});

/** What everything that remembers customers must do. Its clock has to show noon or a little later. */
export function describeCustomers(name: string, create: () => Promise<Customers>) {
  describe(`customers in ${name}`, () => {
    it('know nobody of whom nothing was noted', async () => {
      const customers = await create();
      await customers.note(aTalk());
      expect(await customers.reachedAt({ numbers: ['+13175550143'] }, 'callback-1')).toBeUndefined();
      expect(await customers.reachedAt({ numbers: [] }, 'callback-1')).toBeUndefined();
      expect(
        await customers.reachedAt({ externalContactId: 'another', numbers: ['anonymous'] }, 'callback-1'),
      ).toBeUndefined();
    });

    it.each([
      ['by the contact', { externalContactId: CONTACT, numbers: [] }],
      ['by the number', { numbers: [NUMBER] }],
      ['by the number, however it is written', { numbers: ['tel:+1 (317) 555-0142;ext=1'] }],
      ['by one number of several', { numbers: ['3175550142', NUMBER] }],
      ['by the number, where the contact is another', { externalContactId: 'another', numbers: [NUMBER] }],
    ])('recognise a customer %s', async (_how, customer) => {
      const customers = await create();
      await customers.note(aTalk());
      expect(await customers.reachedAt(customer, 'callback-1')).toBe(noon(0));
    });

    it('do not take a contact for a number', async () => {
      const customers = await create();
      await customers.note(aTalk({ externalContactId: '4915112345678', numbers: [] }));
      expect(await customers.reachedAt({ numbers: ['4915112345678'] }, 'callback-1')).toBeUndefined();
    });

    it('do not count the conversation that asks', async () => {
      const customers = await create();
      await customers.note(aTalk());
      expect(await customers.reachedAt({ numbers: [NUMBER] }, 'talk-1')).toBeUndefined();
    });

    it('keep the newest instant, in whatever order they are told, and however often', async () => {
      const customers = await create();
      for (const second of [2, 3, 1, 3, 2]) {
        await customers.note(aTalk({ at: noon(second), conversationId: `talk-${second}` }));
      }
      expect(await customers.reachedAt({ numbers: [NUMBER] }, 'callback-1')).toBe(noon(3));
    });

    it('keep it when all are told at once', async () => {
      const customers = await create();
      const talks = Array.from({ length: 10 }, (_, index) => aTalk({ at: plus(noon(0), durationMs(index)) }));
      await Promise.all(talks.map(customers.note));
      expect(await customers.reachedAt({ numbers: [NUMBER] }, 'callback-1')).toBe(noon(0, 9));
    });

    it('answer the newest of all that a customer is recognised by', async () => {
      const customers = await create();
      await customers.note(aTalk({ at: noon(1), numbers: [] }));
      await customers.note({ conversationId: 'talk-2', numbers: [NUMBER], at: noon(2) });
      const customer = { externalContactId: CONTACT, numbers: [NUMBER] };
      expect(await customers.reachedAt(customer, 'callback-1')).toBe(noon(2));
      expect(await customers.reachedAt(customer, 'talk-2')).toBe(noon(1));
    });
  });
}
