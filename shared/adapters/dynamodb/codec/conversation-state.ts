import { callback, outboxEntry } from '#shared/adapters/dynamodb/codec/callback-records.ts';
import { fingerprint, instant, type Kind, listOf } from '#shared/adapters/dynamodb/codec/kinds.ts';
import { call, joinedLeg, leg } from '#shared/adapters/dynamodb/codec/leg-records.ts';
import { lettered, maybe } from '#shared/adapters/dynamodb/codec/record.ts';
import { registerOf } from '#shared/adapters/dynamodb/codec/register.ts';
import { StateReader } from '#shared/adapters/dynamodb/codec/state-reader.ts';
import { StateWriter } from '#shared/adapters/dynamodb/codec/state-writer.ts';
import type { Conversation, SeenBody } from '#shared/domain/conversation.ts';
import type { Order } from '#shared/domain/order.ts';
import { epochMs } from '#shared/domain/time.ts';

const seenBodies = listOf(lettered<SeenBody>({ fingerprint, unstampedAt: maybe(instant) }));
const legs = ifKnown(registerOf(listOf(leg)));
const calls = ifKnown(registerOf(listOf(call)));
const joined = listOf(joinedLeg);
const callbacks = listOf(callback);
const outbox = listOf(outboxEntry);

/** Writes all of a conversation but its id and its version. */
export function writeState(conversation: Conversation): Uint8Array {
  const to = new StateWriter(conversation.conversationId);
  to.startFrom(conversation.changedAt);
  // First, because the orders of the others repeat its fingerprints.
  seenBodies.write(conversation.seen, to);
  legs.write(conversation.customerLegs, to);
  legs.write(conversation.otherLegs, to);
  calls.write(conversation.calls, to);
  joined.write(conversation.joined, to);
  callbacks.write(conversation.callbacks, to);
  outbox.write(conversation.outbox, to);
  return to.end();
}

/** Reads what `writeState` wrote; throws a `MalformedError` for any other bytes. */
export function readState(conversationId: string, version: number, bytes: Uint8Array): Conversation {
  const from = new StateReader<Order>(conversationId, bytes);
  const conversation = {
    conversationId,
    version,
    changedAt: epochMs(from.startFrom()),
    seen: seenBodies.read(from),
    customerLegs: legs.read(from),
    otherLegs: legs.read(from),
    calls: calls.read(from),
    joined: joined.read(from),
    callbacks: callbacks.read(from),
    outbox: outbox.read(from),
  };
  from.end();
  return conversation;
}

function ifKnown<T>(kind: Kind<T>): Kind<T | undefined> {
  return {
    write: (value, to) => {
      to.count(Number(value !== undefined));
      if (value !== undefined) kind.write(value, to);
    },
    read: (from) => (from.count() === 0 ? undefined : kind.read(from)),
  };
}
