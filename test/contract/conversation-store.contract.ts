import { describe, expect, it } from 'vitest';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import { recorded } from '#test/builders/conversations.ts';
import { aCustomerLeg, aSnapshot, CONVERSATION } from '#test/builders/observations.ts';
import { noon } from '#test/builders/times.ts';

/** What every conversation store must do. */
export function describeConversationStore(name: string, createStore: () => Promise<ConversationStore>) {
  const aConversation = () => recorded([aSnapshot([aCustomerLeg()], noon(-60))]);

  describe(`${name} as a conversation store`, () => {
    it('knows nothing of a conversation that was never saved', async () => {
      const store = await createStore();
      expect(await store.load(CONVERSATION)).toBeUndefined();
    });

    it('gives back what was saved, one version on', async () => {
      const store = await createStore();
      const conversation = aConversation();
      expect(await store.saveIfUnchanged(conversation)).toBe(true);
      expect(await store.load(CONVERSATION)).toStrictEqual({ ...conversation, version: 1 });
    });

    it('lets the second of two first writers lose', async () => {
      const store = await createStore();
      await store.saveIfUnchanged(aConversation());
      expect(await store.saveIfUnchanged({ ...aConversation(), changedAt: noon(9) })).toBe(false);
      expect((await store.load(CONVERSATION))?.changedAt).toBe(aConversation().changedAt);
    });

    it('lets the second of two writers lose who loaded the same version', async () => {
      const store = await createStore();
      await store.saveIfUnchanged(aConversation());
      const loaded = (await store.load(CONVERSATION))!;
      expect(await store.saveIfUnchanged({ ...loaded, changedAt: noon(1) })).toBe(true);
      expect(await store.saveIfUnchanged({ ...loaded, changedAt: noon(2) })).toBe(false);
      expect(await store.load(CONVERSATION)).toStrictEqual({ ...loaded, version: 2, changedAt: noon(1) });
    });

    it('refuses a version that it never stored', async () => {
      const store = await createStore();
      expect(await store.saveIfUnchanged({ ...aConversation(), version: 3 })).toBe(false);
      expect(await store.load(CONVERSATION)).toBeUndefined();
    });

    it('keeps one state of 50 concurrent writers', async () => {
      const store = await createStore();
      await store.saveIfUnchanged(aConversation());
      const loaded = (await store.load(CONVERSATION))!;
      const saves = Array.from({ length: 50 }, (_, second) =>
        store.saveIfUnchanged({ ...loaded, changedAt: noon(second) }),
      );
      const won = (await Promise.all(saves)).flatMap((isSaved, second) => (isSaved ? [second] : []));
      expect(won).toHaveLength(1);
      expect(await store.load(CONVERSATION)).toMatchObject({ version: 2, changedAt: noon(won[0]!) });
    });

    it('tells conversations apart, whatever their ids look like', async () => {
      const store = await createStore();
      const ids = ['cursor#3', 'conversation#cursor#3', CONVERSATION, CONVERSATION.toUpperCase()];
      for (const conversationId of ids) {
        expect(await store.saveIfUnchanged({ ...aConversation(), conversationId })).toBe(true);
      }
      for (const conversationId of ids) {
        expect((await store.load(conversationId))?.conversationId).toBe(conversationId);
      }
    });
  });
}
