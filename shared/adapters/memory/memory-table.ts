import { lookShard } from '#shared/adapters/dynamodb/look-shard.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { type EpochMs, epochMs } from '#shared/domain/time.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { LookIndex } from '#shared/ports/look-index.ts';

const PAGE = 100;

export interface MemoryTable {
  readonly store: ConversationStore;
  readonly index: LookIndex;
}

/** Keeps conversations, their looks and the sweep's cursors in memory. */
export function createMemoryTable(): MemoryTable {
  const conversations = new Map<string, Conversation>();
  const cursors = new Map<number, EpochMs>();

  const store: ConversationStore = {
    load: async (conversationId) => conversations.get(conversationId),
    async saveIfUnchanged(conversation) {
      const stored = conversations.get(conversation.conversationId)?.version ?? 0;
      if (stored !== conversation.version) return false;
      // Frozen, not copied: whoever would change what is stored is found out at once.
      const next = freeze({ ...conversation, version: stored + 1 });
      conversations.set(conversation.conversationId, next);
      return true;
    },
  };

  const looksOf = (shard: number) =>
    [...conversations.values()]
      .filter(({ conversationId }) => lookShard(conversationId) === shard)
      .flatMap((conversation) => {
        const look = nextLook(conversation);
        return look ? [{ conversationId: conversation.conversationId, at: look.at }] : [];
      })
      .toSorted((a, b) => a.at - b.at);

  const index: LookIndex = {
    async *looks(shard, { after, upTo, limit }) {
      const found = looksOf(shard)
        .filter(({ at }) => at > after && at <= upTo)
        .slice(0, limit);
      for (let from = 0; from < found.length; from += PAGE) yield found.slice(from, from + PAGE);
    },
    cursor: async (shard) => cursors.get(shard) ?? epochMs(0),
    async moveCursor(shard, from, to) {
      if ((cursors.get(shard) ?? 0) !== from) return false;
      cursors.set(shard, to);
      return true;
    },
  };

  return { store, index };
}

/** Freezes a value with everything in it; what is frozen already stays as it is. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
