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
      }),
      { numRuns: 300 },
    );
  });

  it('costs one write unit, with room to spare', () => {
    expect(itemSize(toItem(typicalConversation, look))).toBeLessThanOrEqual(640);
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

  const state = item['state']!.B!;

  it.each([
    ['schema', broken({ schema: { N: '2' } })],
    ['schema', {}],
    ['version', broken({ version: { S: '1' } })],
    ['version', broken({ version: { N: '1.5' } })],
    ['state', broken({ state: { S: NUMBER } })],
    ['state', broken({ state: { B: new Uint8Array() } })],
    ['state', broken({ state: { B: Buffer.from(NUMBER) } })],
    ['state', broken({ state: { B: state.subarray(0, -1) } })],
    ['state', broken({ state: { B: Buffer.concat([state, Buffer.from(NUMBER)]) } })],
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

  it('is refused, or read as a conversation that can be stored, whatever its bytes', () => {
    const change = fc.record({ at: fc.nat(state.length - 1), byte: fc.nat(255) });
    const changed = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
      const bytes = new Uint8Array(state);
      for (const { at, byte } of changes) bytes[at] = byte;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 40 })), (bytes) => {
        const read = () => fromItem(conversationId, broken({ state: { B: bytes } }));
        try {
          const conversation = read();
          expect(fromItem(conversationId, toItem(conversation, undefined))).toStrictEqual(conversation);
        } catch (error) {
          expect(error).toMatchObject({ name: 'StoredItemError', attribute: 'state' });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
