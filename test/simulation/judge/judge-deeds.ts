import { durationMs, plus } from '#shared/domain/time.ts';
import { latestFor } from '#test/simulation/judge/lateness.ts';
import { speaksAgainst } from '#test/simulation/judge/speaks-against.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { asksLive, isRepeatable } from '#test/simulation/placers.ts';
import { type Claimed, type Deed, isMovedAtOnce, newestKnown } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** Nobody is called twice, or too early, or though it was not claimed. */
export function judgeDeeds(world: World): Violation[] {
  const { truth, history } = world;
  const { deeds, claims } = truth;
  const byKey = Map.groupBy(deeds, ({ request }) => request.placementKey);
  const repeated = [...byKey.values()].filter((some) => some.length > 1);
  const unclaimed = deeds.filter(
    ({ request, at }) =>
      !claims.some((one) => one.placement.placementKey === request.placementKey && one.at <= at),
  );
  return [
    ...(isRepeatable(history) ? [] : repeated.map((some) => violation('two-calls', some))),
    ...unclaimed.map((deed) => violation('placed-unclaimed', deed)),
    ...judgeTimes(world),
    ...judgeTimeouts(world),
    ...(asksLive(history) ? deeds.flatMap((deed) => judgeAsked(world, deed)) : []),
    ...claims.flatMap((claim) => judgeClaim(world, claim)),
  ];
}

/** Immediately before a call is made, Genesys was asked, and said nothing against it. */
function judgeAsked({ truth, history }: World, deed: Deed): Violation[] {
  const { conversationId, callbackKey: key, trigger } = deed.request;
  const answer = truth.asked.findLast(
    (one) => one.run === deed.run && one.conversationId === conversationId && one.at <= deed.at,
  );
  if (answer === undefined) return [violation('placed-unasked', deed)];
  const at = plus(deed.askedAt, durationMs(history.clocksApart));
  const because = speaksAgainst(answer.told, { at, key, trigger });
  return because === undefined ? [] : [violation(`placed-though-${because}`, { deed, answer })];
}

/** One callback has one placement, by whatever keys it is known. */
function judgeTimes({ truth, history, genesys }: World): Violation[] {
  // Without stamps nobody knows which of two notifications is the newer.
  if (!history.wire.isStamped) return [];
  const placed = truth.claims.filter(
    ({ placement, conversationId }) =>
      truth.deeds.some(({ request }) => request.placementKey === placement.placementKey) &&
      !isMovedAtOnce(truth, conversationId),
  );
  const byTime = Map.groupBy(
    placed.filter(({ placement }) => placement.trigger.kind === 'scheduled'),
    ({ conversationId, save, at }) => {
      const newest = newestKnown(truth, conversationId, save);
      // Of a move, only Genesys' answer may have told.
      const moves = genesys.epochs.filter((one) => one.conversationId === conversationId && one.from <= at);
      return `${conversationId} ${moves.length} ${newest?.scheduledFor}`;
    },
  );
  return [...byTime.values()]
    .filter((some) => new Set(some.map(({ placement }) => placement.placementKey)).size > 1)
    .map((some) => violation('two-calls-for-one-time', some));
}

/** Somebody's time runs out once, whatever callback it is taken for. */
function judgeTimeouts({ truth }: World): Violation[] {
  const timeouts = truth.deeds.filter(({ request }) => request.trigger === 'timeout');
  const byInstant = Map.groupBy(
    timeouts,
    ({ request: { conversationId, due } }) => `${conversationId} ${due}`,
  );
  return [...byInstant.values()]
    .filter((some) => new Set(some.map(({ request }) => request.placementKey)).size > 1)
    .map((some) => violation('two-calls-for-one-timeout', some));
}

/** A placement by two clocks, one of which is that much behind the other, is as early as that. */
function judgeClaim(world: World, claim: Claimed): Violation[] {
  const { truth, history } = world;
  const { placement, at } = claim;
  const apart = durationMs(history.clocksApart / 2 + 1);
  const deed = truth.deeds.find(({ request }) => request.placementKey === placement.placementKey);
  return [
    ...(plus(at, apart) < placement.due || placement.claimedAt < placement.due
      ? [violation('claimed-before-its-due', claim)]
      : []),
    ...(deed && plus(deed.at, apart) < deed.request.due ? [violation('placed-before-its-due', deed)] : []),
    ...(isTooLate(world, claim) ? [violation('claimed-too-late', claim)] : []),
    ...(isOfNobody(world, claim) ? [violation('timeout-of-nobody', claim)] : []),
  ];
}

/** Where nothing but itself may hold a callback back, it is known when it is too late. */
function isTooLate({ history, truth }: World, { conversationId, record, placement }: Claimed): boolean {
  // Of a word whose answer got lost, its speaker does not know that it counted.
  const isSpokenOf = truth.words.some(
    (one) => one.conversationId === conversationId && one.key === record.key,
  );
  const isHeld = asksLive(history) || history.pauses.length > 0 || isSpokenOf;
  return !isHeld && !isRepeatable(history) && placement.claimedAt > latestFor(history, placement);
}

/** What a time-out is due for is when an agent's time ran out. */
const isOfNobody = ({ genesys }: World, { conversationId, placement: { trigger, due } }: Claimed): boolean =>
  trigger.kind === 'timeout' &&
  !genesys
    .stateOf(conversationId)
    ?.agents.some(
      ({ connectedAt, timeout }) =>
        connectedAt !== undefined && timeout !== undefined && plus(connectedAt, timeout) === due,
    );
