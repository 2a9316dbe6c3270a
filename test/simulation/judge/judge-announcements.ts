import type { CallbackRecord, TriggerRecord } from '#shared/domain/conversation.ts';
import { plus, seconds } from '#shared/domain/time.ts';
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
  const { type, conversationId, callbackKey, placementKey, trigger, due, firedAt } = one;
  const deeds = truth.deeds.filter(({ request }) => request.placementKey === placementKey);
  if (type === 'CallbackPlaced') {
    const isMade =
      deeds.length > 0 ||
      genesys.dialled.some(
        (call) =>
          call.isByHand && call.conversationId === conversationId && call.at >= plus(firedAt, CLOCKS_APART),
      ) ||
      truth.words.some(
        (one) =>
          one.decision === 'placed' && one.conversationId === conversationId && one.key === callbackKey,
      );
    return isMade ? [] : [violation('announced-as-placed', one)];
  }
  if (type === 'CallbackPlacementUnknown' || isRepeatable(history)) return [];
  const made = deeds.filter(({ request }) => request.trigger === trigger && request.due === due);
  return made.length > 0 ? [violation(`called-but-announced-${one.outcome}`, { one, deeds })] : [];
}

/** A call that began so shortly before a claim counts as made since: whose clock is right, nobody knows. */
const CLOCKS_APART = seconds(-5);

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
  // Until the customer is known, a callback has this key.
  const keys = [key, 'now@'];
  const announced = truth.announced.filter(
    (one) => one.conversationId === id && keys.includes(one.callbackKey),
  );
  const isAnnounced = (type: string) => announced.some((one) => one.type === type);
  const isTriggerTold = (type: string, { trigger, due }: Pick<TriggerRecord, 'trigger' | 'due'>) =>
    announced.some((one) => one.type === type && one.trigger === trigger.kind && one.due === due);
  const kind = placement?.kind;
  // Of a callback that was announced as due, no more is known.
  const isHandedOver = isRepeatable(history) && kind === 'placed';
  const isEndTold =
    isHandedOver ||
    (kind !== 'placed' && kind !== 'failed' && kind !== 'unknown') ||
    isAnnounced(TYPES[kind]);
  const areTriggersTold = triggers.every(
    ({ fate, ...one }) =>
      (fate.kind !== 'left' || isTriggerTold('CallbackLeft', one)) &&
      (fate.kind !== 'expired' || isTriggerTold('CallbackPlacementFailed', one)),
  );
  return isEndTold && areTriggersTold;
}
