import type { Conversation } from '#shared/domain/conversation.ts';

/** Keeps one item per conversation. The next look is derived and stored at every save. */
export interface ConversationStore {
  /** Reads the newest state, strongly consistent. `undefined` where nothing is stored. */
  load(conversationId: string): Promise<Conversation | undefined>;
  /**
   * Writes `conversation` as version + 1, if what is stored still has its version (0: nothing is stored).
   * Answers false to the loser of a race, which loads again.
   */
  saveIfUnchanged(conversation: Conversation): Promise<boolean>;
}
