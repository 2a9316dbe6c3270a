import type { Conversation, Look } from '#shared/domain/conversation.ts';

/** Derives when the automation must look at a conversation again, and why. */
export function nextLook(_conversation: Conversation): Look | undefined {
  return undefined;
}
