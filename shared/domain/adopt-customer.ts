import type { Callback } from '#shared/domain/callbacks-of.ts';
import { type CallbackRecord, type Conversation, isImmediate } from '#shared/domain/conversation.ts';
import { recordOf } from '#shared/domain/records.ts';

/** The key of a callback whose customer nobody has told of yet. */
export const NAMELESS = 'now@';

/**
 * Once the customer is known, what was recorded without their id is about the same callback; and what was recorded of
 * an agent alone, about the first one that is told of, where that agent has it.
 */
export function adoptCustomer(conversation: Conversation, current: Callback): Conversation {
  const { key } = current;
  const nameless = recordOf(conversation, NAMELESS);
  if (!nameless || key === NAMELESS || recordOf(conversation, key)) return conversation;
  if (!isImmediate(key) && !isFirstOf(nameless, current, conversation)) return conversation;
  const callbacks = conversation.callbacks.map((record) =>
    record === nameless ? { ...record, key } : record,
  );
  return { ...conversation, callbacks };
}

/** An agent who moves a callback has no other: what was claimed, or is theirs, was the one before. */
const isFirstOf = (
  { placement, agentConnectedAt }: CallbackRecord,
  { due, agents }: Callback,
  { callbacks }: Conversation,
): boolean =>
  placement === undefined &&
  agentConnectedAt !== undefined &&
  callbacks.every(({ toldAt }) => toldAt === undefined) &&
  ((due !== undefined && due <= agentConnectedAt) ||
    agents.some(({ connectedAt }) => connectedAt === agentConnectedAt));
