import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromItem, toItem } from '#shared/adapters/dynamodb/conversation-item.ts';
import { arbitraryConversation } from '#test/unit/adapters/dynamodb/arbitrary-conversation.ts';

describe('the item of a conversation', () => {
  it('gives back every conversation that the types allow', () => {
    fc.assert(
      fc.property(arbitraryConversation, (conversation) => {
        const item = JSON.parse(JSON.stringify(toItem(conversation, undefined)));
        expect(fromItem(conversation.conversationId, item)).toStrictEqual(conversation);
      }),
      { numRuns: 300 },
    );
  });
});
