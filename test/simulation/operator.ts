import type { Announcement } from '#shared/domain/announcement.ts';
import { plus, seconds } from '#shared/domain/time.ts';
import type { createDecideUnknown } from '#shared/use-cases/decide-unknown.ts';
import type { Genesys } from '#test/simulation/genesys.ts';
import type { Scene } from '#test/simulation/scene.ts';
import type { Truth } from '#test/simulation/truth.ts';

/** By then, what a request does late is done. */
const FASTEST = 240;

/** Somebody who looks into every unknown outcome, and tells the program what they found. */
export function createOperator(
  { history: { operator }, time }: Scene,
  genesys: Genesys,
  truth: Truth,
  decide: ReturnType<typeof createDecideUnknown>,
) {
  async function look(
    { conversationId, callbackKey, placementKey }: Announcement,
    otherwise: 'place-again' | 'give-up',
  ) {
    const isDone =
      truth.deeds.some(({ request }) => request.placementKey === placementKey) ||
      genesys.dialled.some((one) => one.isByHand && one.conversationId === conversationId);
    const decision = isDone ? 'placed' : otherwise;
    // The table may fail them too: they are told, and leave it at that.
    const { kind } = await decide(conversationId, callbackKey, decision).catch(() => ({ kind: 'failed' }));
    if (kind === 'decided') truth.decisions.push({ conversationId, key: callbackKey, decision });
  }

  return (announcement: Announcement): void => {
    if (announcement.type !== 'CallbackPlacementUnknown' || operator === undefined) return;
    time.at(plus(time.now(), seconds(Math.max(operator.after, FASTEST))), () => {
      void look(announcement, operator.otherwise);
    });
  };
}
