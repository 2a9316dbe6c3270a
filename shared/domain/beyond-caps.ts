import type { Conversation } from '#shared/domain/conversation.ts';
import { CAPS } from '#shared/domain/fold.ts';
import { isOver } from '#shared/domain/leg.ts';
import type { Told } from '#shared/domain/observation.ts';

const beyond = (number: number, cap: number) => Math.max(0, number - cap);

/** How many legs and calls that were told could not be kept. Never an error: the least important ones went. */
export function beyondCaps(told: Told, before: Conversation, after: Conversation): number {
  if (told.kind === 'leg') {
    const known = new Set(before.joined.map(({ id }) => id));
    const isFull = before.joined.length === CAPS.joined;
    return isFull && after.joined.some(({ id }) => !known.has(id)) ? 1 : 0;
  }
  const customers = told.legs.filter(({ purpose }) => purpose === 'customer');
  const agents = told.legs.filter((leg) => leg.purpose === 'agent' && !isOver(leg));
  return (
    beyond(customers.length, CAPS.customerLegs) +
    beyond(agents.length, CAPS.agents) +
    beyond(told.calls?.length ?? 0, CAPS.calls)
  );
}
