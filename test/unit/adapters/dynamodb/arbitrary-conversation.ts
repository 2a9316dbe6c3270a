import fc from 'fast-check';
import type { Conversation, JoinedLeg } from '#shared/domain/conversation.ts';
import { callback, outboxEntry, seen } from '#test/unit/adapters/dynamodb/arbitrary-callbacks.ts';
import { call, leg, order, register } from '#test/unit/adapters/dynamodb/arbitrary-legs.ts';
import { CONVERSATION_IDS, count, instant, text } from '#test/unit/adapters/dynamodb/arbitrary-values.ts';

/** Any conversation that the types allow, whether or not it could ever come about. */
export const arbitraryConversation: fc.Arbitrary<Conversation> = fc
  .array(order, { minLength: 1, maxLength: 3 })
  .chain((orders) => {
    const known = fc.oneof(fc.constantFrom(...orders), order);
    const joined: fc.Arbitrary<JoinedLeg> = fc.record({
      id: fc.oneof(
        text,
        fc.uuid().map((id) => `c:${id}`),
      ),
      layers: fc.array(register(leg, known), { maxLength: 3 }),
    });
    return fc.record({
      conversationId: fc.oneof(fc.constantFrom(...CONVERSATION_IDS), fc.uuid()),
      version: count,
      customerLegs: fc.option(register(fc.array(leg, { maxLength: 3 }), known), { nil: undefined }),
      otherLegs: fc.option(register(fc.array(leg, { maxLength: 3 }), known), { nil: undefined }),
      calls: fc.option(register(fc.array(call, { maxLength: 3 }), known), { nil: undefined }),
      joined: fc.array(joined, { maxLength: 3 }),
      callbacks: fc.array(callback, { maxLength: 3 }),
      outbox: fc.array(outboxEntry, { maxLength: 3 }),
      seen: fc.array(seen, { maxLength: 17 }),
      changedAt: instant,
    });
  })
  // Plain objects, as the program makes them: fast-check's have no prototype.
  .map((conversation) => structuredClone(conversation));
