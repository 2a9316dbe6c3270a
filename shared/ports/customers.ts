import type { Customer, CustomerReached } from '#shared/domain/customer.ts';
import type { EpochMs } from '#shared/domain/time.ts';

export type { Customer, CustomerReached };

/** Remembers which customers were reached by an agent, and when. */
export interface Customers {
  note(reached: CustomerReached): Promise<void>;
  /** The newest instant at which an agent reached the customer in another conversation than `conversationId`. */
  reachedAt(customer: Customer, conversationId: string): Promise<EpochMs | undefined>;
}
