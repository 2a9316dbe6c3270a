import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { isRepeatable } from '#test/stories/judge/judge-deeds.ts';
import type { Announced, World } from '#test/stories/world.ts';

/** What was announced is true, and every end was announced. */
export const judgeAnnouncements = (world: World, states: readonly Conversation[]): Violation[] => [
  ...world.announced.flatMap((one) => judgeAnnouncement(world, one)),
  ...states.flatMap(({ conversationId, callbacks }) =>
    callbacks
      .filter((record) => !isAnnounced(world, conversationId, record))
      .map((record) => violation('end-not-announced', record)),
  ),
];

function judgeAnnouncement({ truth }: World, one: Announced): Violation[] {
  const { type, conversationId, callbackKey, placementKey, trigger, due } = one;
  const deeds = truth.deeds.filter(({ request }) => request.placementKey === placementKey);
  if (type === 'CallbackPlaced') {
    const isMade =
      deeds.length > 0 ||
      truth.callsByHand().some((call) => call.conversationId === conversationId) ||
      truth.decisions.some(
        (one) =>
          one.decision === 'placed' && one.conversationId === conversationId && one.key === callbackKey,
      );
    return isMade ? [] : [violation('announced-as-placed', one)];
  }
  if (type === 'CallbackPlacementUnknown') return [];
  const made = deeds.filter(({ request }) => request.trigger === trigger && request.due === due);
  return made.length > 0 && !made.every(isRepeatable)
    ? [violation(`called-but-announced-${one.outcome}`, { one, deeds })]
    : [];
}

function isAnnounced({ announced }: World, conversationId: string, { key, placement }: CallbackRecord) {
  if (placement?.kind !== 'placed' && placement?.kind !== 'failed') return true;
  // Of a callback that was announced as due, no more is known.
  if (placement.placer === 'announce' && placement.kind === 'placed') return true;
  const type = placement.kind === 'placed' ? 'CallbackPlaced' : 'CallbackPlacementFailed';
  return announced.some(
    (one) => one.conversationId === conversationId && one.callbackKey === key && one.type === type,
  );
}
