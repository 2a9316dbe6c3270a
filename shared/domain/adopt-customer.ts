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
 * an agent alone, about the first one that is told of, where that agent has it.
 */
export function adoptCustomer(conversation: Conversation, current: Callback): Conversation {
  const { key } = current;
  const nameless = recordOf(conversation, NAMELESS);
  if (!nameless || recordOf(conversation, key)) return conversation;
  if (!isImmediate(key) && !isFirstOf(nameless, current, conversation)) return conversation;
  const callbacks = conversation.callbacks.map((record) =>
    record === nameless ? { ...record, key } : record,
  );
  return { ...conversation, callbacks };
}

/**
 * An agent who moves a callback does not have the next: what was claimed for them, or was theirs, was the one before.
 */
const isFirstOf = (
  { placement, agentConnectedAt }: CallbackRecord,
  { due, legs, agents }: Callback,
  { callbacks }: Conversation,
): boolean =>
  placement === undefined &&
  agentConnectedAt !== undefined &&
  callbacks.every((record) => record.toldAt === undefined) &&
  (agents.some(({ connectedAt }) => connectedAt === agentConnectedAt) ||
    [due, ...legs.map(toldAt)].some((began) => began !== undefined && began <= agentConnectedAt));

const toldAt = ({ purposes, order }: Leg): EpochMs | undefined =>
  purposes.includes('customer') ? instantOf(order) : undefined;
