import type { CallbackRecord } from '#shared/domain/conversation.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { isRepeatable } from '#test/simulation/placers.ts';
import type { World } from '#test/simulation/world.ts';

/** What was announced is true, and every end was announced. */
export const judgeAnnouncements = (world: World): Violation[] => [
  ...world.truth.announced.flatMap((one) => judgeAnnouncement(world, one)),
  ...[...world.truth.states.values()].flatMap(({ conversationId, callbacks }) =>
    callbacks
      .filter((record) => !areEndsAnnounced(world, conversationId, record))
      .map((record) => violation('end-not-announced', record)),
  ),
];

function judgeAnnouncement(world: World, one: World['truth']['announced'][number]): Violation[] {
  const { truth, genesys, history } = world;
  const { type, conversationId, callbackKey, placementKey, trigger, due } = one;
  const deeds = truth.deeds.filter(({ request }) => request.placementKey === placementKey);
  if (type === 'CallbackPlaced') {
    const isMade =
      deeds.length > 0 ||
      genesys.dialled.some((call) => call.isByHand && call.conversationId === conversationId) ||
      truth.decisions.some(({ decision, key }) => decision === 'placed' && key === callbackKey);
    return isMade ? [] : [violation('announced-as-placed', one)];
  }
  if (type === 'CallbackPlacementUnknown' || isRepeatable(history)) return [];
  const made = deeds.filter(({ request }) => request.trigger === trigger && request.due === due);
  return made.length > 0 ? [violation(`called-but-announced-${one.outcome}`, { one, deeds })] : [];
}

const TYPES = {
  placed: 'CallbackPlaced',
  failed: 'CallbackPlacementFailed',
  unknown: 'CallbackPlacementUnknown',
};

function areEndsAnnounced(
  { truth, history }: World,
  id: string,
  { key, placement, triggers }: CallbackRecord,
) {
  // Until the customer's id is known, an immediate callback has a key without it.
  const keys = key.startsWith('now@') ? [key, 'now@'] : [key];
  const isAnnounced = (type: string) =>
    truth.announced.some(
      (one) => one.conversationId === id && keys.includes(one.callbackKey) && one.type === type,
    );
  const kind = placement?.kind;
  // Of a callback that was announced as due, no more is known.
  const isHandedOver = isRepeatable(history) && kind === 'placed';
  const isEndTold =
    isHandedOver ||
    (kind !== 'placed' && kind !== 'failed' && kind !== 'unknown') ||
    isAnnounced(TYPES[kind]);
  const areTriggersTold = triggers.every(
    ({ fate }) =>
      (fate.kind !== 'left' || isAnnounced('CallbackLeft')) &&
      (fate.kind !== 'expired' || isAnnounced('CallbackPlacementFailed')),
  );
  return isEndTold && areTriggersTold;
}
