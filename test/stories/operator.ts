import type { Announcement } from '#shared/domain/announcement.ts';
import { plus, seconds } from '#shared/domain/time.ts';
import type { createDecideUnknown } from '#shared/use-cases/decide-unknown.ts';
import type { Scene } from '#test/stories/scene.ts';
import type { Truth } from '#test/stories/truth.ts';

/** No operator is faster, and by then a request that is still on its way has arrived. */
const FASTEST = 120;

/** Somebody who looks into every unknown outcome, and tells the program what they found. */
export function createOperator(
  { story, time, problems }: Scene,
  truth: Truth,
  decide: ReturnType<typeof createDecideUnknown>,
) {
  async function look({ conversationId, callbackKey, placementKey }: Announcement): Promise<void> {
    if (story.operator === undefined) return;
    const isDone =
      truth.deeds.some(({ request }) => request.placementKey === placementKey) ||
      truth.callsByHand().some((call) => call.conversationId === conversationId);
    const decision = isDone ? 'placed' : story.operator.otherwise;
    // The table may fail them too: they are told, and leave it at that.
    const { kind } = await decide(conversationId, callbackKey, decision).catch(() => ({ kind: 'failed' }));
    if (kind === 'decided') truth.decisions.push({ conversationId, key: callbackKey, decision });
  }

  return (announcement: Announcement): void => {
    if (announcement.type !== 'CallbackPlacementUnknown' || story.operator === undefined) return;
    const at = plus(time.now(), seconds(Math.max(story.operator.after, FASTEST)));
    time.at(at, () => {
      look(announcement).catch((error: unknown) => problems.push(`operator-failed: ${String(error)}`));
    });
  };
}
