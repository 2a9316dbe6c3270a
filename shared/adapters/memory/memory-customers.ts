import { identitiesOf } from '#shared/adapters/customers/identities.ts';
import { latest } from '#shared/domain/time.ts';
import type { CustomerReached, Customers } from '#shared/ports/customers.ts';

/** Remembers in memory which customers were reached. */
export function createMemoryCustomers(): Customers {
  const lasts = new Map<string, CustomerReached>();
  return {
    async note(reached) {
      for (const one of identitiesOf(reached)) {
        const last = lasts.get(one);
        if (last === undefined || last.at < reached.at) lasts.set(one, reached);
      }
    },
    async reachedAt(customer, conversationId) {
      const found = identitiesOf(customer).flatMap((one) => lasts.get(one) ?? []);
      const elsewhere = found.filter((last) => last.conversationId !== conversationId);
      return elsewhere.length === 0 ? undefined : latest(...elsewhere.map(({ at }) => at));
    },
  };
}
