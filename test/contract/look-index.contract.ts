import { describe, expect, it } from 'vitest';
import { lookShard } from '#shared/adapters/dynamodb/look-shard.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import { type LookIndex, SHARDS } from '#shared/ports/look-index.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';
import { recorded } from '#test/builders/conversations.ts';
import { aCustomerLeg, aSnapshot } from '#test/builders/observations.ts';
import { noon } from '#test/builders/times.ts';

export interface Indexed {
  readonly store: ConversationStore;
  readonly index: LookIndex;
}

/** What every look index must do. */
export function describeLookIndex(name: string, create: () => Promise<Indexed>) {
  /** Ids of one shard, so that their looks are found together. */
  const SHARD = lookShard('conversation-0');
  const ids = Array.from({ length: 400 }, (_, number) => `conversation-${number}`).filter(
    (id) => lookShard(id) === SHARD,
  );

  /** Saves a conversation whose callback is due then. */
  async function saveDue(store: ConversationStore, conversationId: string, at: EpochMs) {
    const stored = await store.load(conversationId);
    const snapshot = aSnapshot([aCustomerLeg({ scheduledFor: at })], noon(-600));
    const conversation = recorded([snapshot]);
    await store.saveIfUnchanged({ ...conversation, conversationId, version: stored?.version ?? 0 });
  }

  async function collect(pages: AsyncIterable<readonly Timer[]>): Promise<Timer[]> {
    const found: Timer[] = [];
    for await (const page of pages) found.push(...page);
    return found;
  }

  const all = { after: epochMs(0), upTo: noon(86_400), limit: 1000 };

  describe(`${name} as a look index`, () => {
    it('finds looks after one instant and up to another, earliest first', async () => {
      const { store, index } = await create();
      for (const [place, second] of [30, 10, 20, 0].entries()) {
        await saveDue(store, ids[place]!, noon(second));
      }
      const range = { after: noon(0), upTo: noon(20), limit: 10 };
      expect(await collect(index.looks(SHARD, range))).toEqual([
        { conversationId: ids[1], at: noon(10) },
        { conversationId: ids[2], at: noon(20) },
      ]);
    });

    it('knows nothing of looks in other shards', async () => {
      const { store, index } = await create();
      await saveDue(store, ids[0]!, noon(1));
      const others = Array.from({ length: SHARDS }, (_, shard) => shard).filter((shard) => shard !== SHARD);
      const found = await Promise.all(others.map((shard) => collect(index.looks(shard, all))));
      expect(found.flat()).toEqual([]);
    });

    it('forgets a look that the next save takes away, and follows one that moves', async () => {
      const { store, index } = await create();
      await saveDue(store, ids[0]!, noon(1));
      await saveDue(store, ids[1]!, noon(1));
      await saveDue(store, ids[0]!, noon(5));
      const stored = (await store.load(ids[1]!))!;
      await store.saveIfUnchanged({ ...stored, customerLegs: undefined, callbacks: [] });
      expect(await collect(index.looks(SHARD, all))).toEqual([{ conversationId: ids[0], at: noon(5) }]);
    });

    it('gives no more than the limit, the earliest', async () => {
      const { store, index } = await create();
      for (const place of [3, 1, 2, 0]) await saveDue(store, ids[place]!, noon(place));
      const found = await collect(index.looks(SHARD, { ...all, limit: 3 }));
      expect(found.map(({ at }) => at)).toEqual([noon(0), noon(1), noon(2)]);
    });

    it('finds nothing in an empty range', async () => {
      const { store, index } = await create();
      await saveDue(store, ids[0]!, noon(1));
      expect(await collect(index.looks(SHARD, { after: noon(1), upTo: noon(1), limit: 10 }))).toEqual([]);
      expect(await collect(index.looks(SHARD, { after: noon(2), upTo: noon(1), limit: 10 }))).toEqual([]);
      expect(await collect(index.looks(SHARD, { ...all, limit: 0 }))).toEqual([]);
    });

    it('starts with its cursors at 0', async () => {
      const { index } = await create();
      expect(await index.cursor(3)).toBe(0);
    });

    it('moves a cursor from where it stands, and each shard has its own', async () => {
      const { index } = await create();
      expect(await index.moveCursor(3, epochMs(0), noon(1))).toBe(true);
      expect(await index.moveCursor(3, noon(1), noon(2))).toBe(true);
      expect(await index.cursor(3)).toBe(noon(2));
      expect(await index.cursor(4)).toBe(0);
    });

    it('does not move a cursor that another sweep moved', async () => {
      const { index } = await create();
      await index.moveCursor(3, epochMs(0), noon(1));
      expect(await index.moveCursor(3, epochMs(0), noon(5))).toBe(false);
      expect(await index.moveCursor(3, noon(2), noon(5))).toBe(false);
      expect(await index.cursor(3)).toBe(noon(1));
    });
  });
}
