import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromItem, type Item, toItem } from '#shared/adapters/dynamodb/conversation-item.ts';
import { lookShard } from '#shared/adapters/dynamodb/look-shard.ts';
import { emptyConversation, type Look } from '#shared/domain/conversation.ts';
import { noon } from '#test/builders/times.ts';
import { arbitraryConversation } from '#test/unit/adapters/dynamodb/arbitrary-conversation.ts';
import { itemSize } from '#test/unit/adapters/dynamodb/item-size.ts';
import {
  placedConversation,
  typicalConversation,
} from '#test/unit/adapters/dynamodb/typical-conversation.ts';

const look: Look = { at: noon(60), why: 'scheduled' };
const { conversationId } = typicalConversation;

describe('the item of a conversation', () => {
  it('gives back every conversation that the types allow', () => {
    fc.assert(
      fc.property(arbitraryConversation, (conversation) => {
        const { pk, ...item } = toItem(conversation, undefined);
        expect(fromItem(conversation.conversationId, item)).toStrictEqual(conversation);
        // The wire is UTF-8, which has no form for half of a surrogate pair.
        expect(Object.values(item).every(({ S }) => S?.isWellFormed() ?? true)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('costs one write unit, with room to spare', () => {
    expect(itemSize(toItem(typicalConversation, look))).toBeLessThanOrEqual(820);
  });

  it('still costs one write unit once it was placed', () => {
    expect(itemSize(toItem(placedConversation, look))).toBeLessThanOrEqual(1024);
  });

  it('can be found by its next look', () => {
    expect(toItem(typicalConversation, look)).toMatchObject({
      lookAt: { N: String(noon(60)) },
      lookShard: { N: String(lookShard(conversationId)) },
    });
  });

  it('stays out of the index without a look', () => {
    const item = toItem(typicalConversation, undefined);
    expect(item).not.toHaveProperty('lookAt');
    expect(item).not.toHaveProperty('lookShard');
  });

  it('expires 90 days after the last change, or after the look where that is later', () => {
    const conversation = emptyConversation('id', noon(0));
    const expiry = (next: Look | undefined) => Number(toItem(conversation, next)['expiresAt']?.N);
    const days = 90 * 86_400;
    expect(expiry(undefined)).toBe(noon(days) / 1000);
    expect(expiry({ ...look, at: noon(-1) })).toBe(noon(days) / 1000);
    expect(expiry({ ...look, at: noon(9, 1) })).toBe(noon(days + 10) / 1000);
  });
});

describe('an item that does not fit', () => {
  const item = toItem(placedConversation, look);
  const broken = (changes: Item): Item => ({ ...item, ...changes });
  const NUMBER = '+4915112345678';

  it.each([
    ['schema', broken({ schema: { N: '2' } })],
    ['schema', {}],
    ['version', broken({ version: { S: '1' } })],
    ['version', broken({ version: { N: '1.5' } })],
    ['changedAt', broken({ changedAt: { N: '1e300' } })],
    ['customerLegs', broken({ customerLegs: { S: NUMBER } })],
    ['customerLegs', broken({ customerLegs: { N: '1' } })],
    ['customerLegs', broken({ customerLegs: { S: '[["af",0,"f"],[["?",1]]]' } })],
    ['customerLegs', broken({ customerLegs: { S: `[["af",0,"f"],[["s","${NUMBER}"]]]` } })],
    ['customerLegs', broken({ customerLegs: { S: '[["af",0,"f"],[["s",99]]]' } })],
    ['customerLegs', broken({ customerLegs: { S: '[["af",0,"f"],[["n",99]]]' } })],
    ['customerLegs', broken({ customerLegs: { S: '[["af",0,"f"],[["p","0123456789abcdef012345"]]]' } })],
    ['customerLegs', broken({ customerLegs: { S: '[["f","f"],[]]' } })],
    ['customerLegs', broken({ customerLegs: { S: '[["af",0.5,"f"],[]]' } })],
    ['otherLegs', broken({ otherLegs: { S: '[7,[]]' } })],
    ['calls', broken({ calls: { S: `[["af",0,"f"],[["i","${NUMBER}"]]]` } })],
    ['joined', broken({ joined: { S: '{}' } })],
    ['callbacks', broken({ callbacks: { S: '[["k",[1e300]]]' } })],
    ['callbacks', broken({ callbacks: { S: '[["kt","x",[["tdLa",0,0,0]]]]' } })],
    ['outbox', broken({ outbox: { S: '[["n",0]]' } })],
    ['seen', broken({ seen: { S: '{}' } })],
    ['seen', broken({ seen: { B: new Uint8Array(7) } })],
    ['calls', broken({ calls: { B: new Uint8Array(8) } })],
    ['seen', broken({ seen: { S: '[[1]]' } })],
  ])('is refused by the name of its attribute %s', (attribute, bad) => {
    const read = () => fromItem(conversationId, bad);
    expect(read).toThrow(
      expect.objectContaining({
        name: 'StoredItemError',
        attribute,
        message: `A stored item does not fit: attribute ${attribute}.`,
      }),
    );
  });
});
