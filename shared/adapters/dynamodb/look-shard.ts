import { SHARDS } from '#shared/ports/look-index.ts';

/** The shard of the look index that a conversation belongs to: its id's FNV-1a hash, modulo the number of shards. */
export function lookShard(conversationId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < conversationId.length; i++) {
    hash = Math.imul(hash ^ conversationId.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % SHARDS;
}
