import type { Callback } from '#shared/domain/callbacks-of.ts';
import { type CallbackRecord, type Conversation, isImmediate } from '#shared/domain/conversation.ts';
import type { Leg } from '#shared/domain/legs-of.ts';
import { instantOf } from '#shared/domain/order.ts';
import { recordOf } from '#shared/domain/records.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** The key of a callback whose customer nobody has told of yet. */
export const NAMELESS = 'now@';

/**
 * Once the customer is known, what was recorded without their id is about the same callback; and what was recorded of
 * an agent alone, about the first one that is told of, where that agent has it. `asking` is the token of a claim with
 * which Genesys is asked, so that nothing was placed by it.
 */
export function adoptCustomer(conversation: Conversation, current: Callback, asking?: string): Conversation {
  const { key } = current;
  const nameless = recordOf(conversation, NAMELESS);
  if (!nameless || recordOf(conversation, key) || isReplaced(nameless, conversation)) return conversation;
  if (!isImmediate(key) && !isOfAgent(nameless, current, asking)) return conversation;
  const callbacks = conversation.callbacks.map((record) =>
    record === nameless ? { ...record, key } : record,
  );
  return { ...conversation, callbacks };
}

/** Whether another callback was told of since. */
const isReplaced = (nameless: CallbackRecord, { callbacks }: Conversation): boolean =>
  callbacks.some(
    ({ toldLastAt }) =>
      toldLastAt !== undefined && (nameless.toldLastAt === undefined || nameless.toldLastAt < toldLastAt),
  );

/**
 * Whether it was an agent's who had this callback: it was there before they came; or they are there still, unless it was
 * placed for them, because an agent who moves a callback does not have the next.
 */
function isOfAgent(
  { placement, agentConnectedAt, toldAt }: CallbackRecord,
  { due, legs, agents }: Callback,
  asking: string | undefined,
): boolean {
  if (agentConnectedAt === undefined || toldAt !== undefined) return false;
  const isUnplaced = placement === undefined || placement.kind === 'retry' || placement.token === asking;
  return (
    [due, ...legs.map(customerToldAt)].some((began) => began !== undefined && began <= agentConnectedAt) ||
    (isUnplaced && agents.some(({ connectedAt }) => connectedAt === agentConnectedAt))
  );
}

const customerToldAt = ({ purposes, order }: Leg): EpochMs | undefined =>
  purposes.includes('customer') ? instantOf(order) : undefined;
