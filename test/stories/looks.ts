import type { Conversation } from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { type EpochMs, epochMs, latest } from '#shared/domain/time.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { Scene } from '#test/stories/scene.ts';

/** More looks than this at one story's callbacks mean that something feeds itself. */
const MOST_LOOKS = 2500;

/** Has workers look at conversations when it is time: a little early or late, twice, and again where one was lost. */
export function createLooks(
  { story, time, random, problems }: Scene,
  { load }: Pick<ConversationStore, 'load'>,
  work: (conversationId: string, at: EpochMs) => Promise<void>,
) {
  const planned = new Set<string>();
  let looks = 0;

  function look(conversationId: string, at: EpochMs): void {
    looks++;
    if (looks === MOST_LOOKS + 1) problems.push('feeds-itself: too many looks');
    if (looks <= MOST_LOOKS) void work(conversationId, at);
  }

  function plan(conversation: Conversation): void {
    const { conversationId } = conversation;
    const next = nextLook(conversation);
    const name = `${conversationId} ${next?.at}`;
    if (next === undefined || planned.has(name)) return;
    planned.add(name);
    const from = latest(next.at, time.now());
    for (let copies = random.chance(story.twice) ? 2 : 1; copies > 0; copies--) {
      const early = random.chance(0.5) ? -random.whole(0, 1500) : random.whole(0, story.latencyMs);
      time.at(epochMs(from + early), () => look(conversationId, next.at));
    }
    time.at(epochMs(from + random.whole(20_000, 80_000)), () => void sweep(conversationId, name));
  }

  /** Finds a look that is overdue, because its message was lost or its worker died. */
  async function sweep(conversationId: string, name: string): Promise<void> {
    const stored = await load(conversationId);
    const next = stored && nextLook(stored);
    planned.delete(name);
    if (stored && next && next.at <= time.now()) plan(stored);
  }

  return { plan };
}
