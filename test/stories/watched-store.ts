import type { Conversation } from '#shared/domain/conversation.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { Scene } from '#test/stories/scene.ts';
import type { Truth } from '#test/stories/truth.ts';
import type { WorkerRun } from '#test/stories/worker-run.ts';

/** The table as one of its users reaches it. What is saved shows to `onSaved`, even to a user who never hears of it. */
export const watchedStore = (
  table: ConversationStore,
  ask: WorkerRun['ask'],
  onSaved: (conversation: Conversation) => void,
): ConversationStore => ({
  load: (conversationId) => ask(() => table.load(conversationId)),
  saveIfUnchanged: (conversation) =>
    ask(async () => {
      const isSaved = await table.saveIfUnchanged(conversation);
      if (isSaved) onSaved(conversation);
      return isSaved;
    }),
});

/** Writes down each claim, once. */
export function createNoteClaims({ time }: Pick<Scene, 'time'>, truth: Truth) {
  const known = new Set<string>();
  return ({ conversationId, callbacks }: Conversation): void => {
    for (const { key, placement } of callbacks) {
      if (placement?.kind !== 'placing' || known.has(placement.token)) continue;
      known.add(placement.token);
      const { token, trigger } = placement;
      truth.claims.push({ conversationId, key, at: time.now(), token, trigger: trigger.kind });
    }
  };
}
