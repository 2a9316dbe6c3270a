import type { Customers } from '#shared/ports/customers.ts';
import type { Outside } from '#test/simulation/outside.ts';
import type { Run } from '#test/simulation/run.ts';
import type { Truth } from '#test/simulation/truth.ts';

/** Whom agents reached, as one run gets at it over the way to the world outside. */
export const customersOf = (customers: Customers, ask: Outside, truth: Truth, run: Run): Customers => ({
  note: (reached) =>
    ask(run, 'customers', `notes ${reached.conversationId}`, async () => {
      await customers.note(reached);
      truth.note(reached);
    }),
  reachedAt: (customer, conversationId) =>
    ask(run, 'customers', `asks whether the customer of ${conversationId} was reached`, () =>
      customers.reachedAt(customer, conversationId),
    ),
});
