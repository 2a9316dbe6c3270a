import type { Announcement } from '#shared/domain/announcement.ts';
import { plus, seconds } from '#shared/domain/time.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { createDecideUnknown } from '#shared/use-cases/decide-unknown.ts';
import { wordOn } from '#test/builders/operators-word.ts';
import type { Scene } from '#test/stories/scene.ts';
import type { Truth } from '#test/stories/truth.ts';

/** No operator is faster, and by then a request that is still on its way has arrived. */
const FASTEST = 120;

/** Somebody who reads the report of every unknown outcome, looks into it, and tells the program what they found. */
export function createOperator(
  { story: { operator }, time, problems }: Scene,
  truth: Truth,
  load: ConversationStore['load'],
  decide: ReturnType<typeof createDecideUnknown>,
) {
  const isDone = ({ conversationId, placementKey }: Announcement) =>
    truth.deeds.some(({ request }) => request.placementKey === placementKey) ||
    truth.callsByHand().some((call) => call.conversationId === conversationId);

  async function look(announcement: Announcement, { after, otherwise }: NonNullable<typeof operator>) {
    const { conversationId, callbackKey } = announcement;
    const state = await load(conversationId);
    if (state === undefined) return;
    const read = wordOn(state, callbackKey, otherwise);
    await new Promise<void>((resolve) => {
      time.at(plus(time.now(), seconds(Math.max(after, FASTEST))), resolve);
    });
    const word = isDone(announcement) ? { ...read, decision: 'placed' as const } : read;
    // The table may fail them too: they are told, and leave it at that.
    const { kind } = await decide(conversationId, word).catch(() => ({ kind: 'failed' }));
    if (kind === 'decided')
      truth.decisions.push({ conversationId, key: callbackKey, decision: word.decision });
  }

  return (announcement: Announcement): void => {
    if (announcement.type !== 'CallbackPlacementUnknown' || operator === undefined) return;
    look(announcement, operator).catch((error: unknown) =>
      problems.push(`operator-failed: ${String(error)}`),
    );
  };
}
