import { plus, toIso } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { type Claimed, newestKnown, newestTold, type Told } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** A cancel, an end or a move that was recorded wins over every later claim. */
export function judgeClaims(world: World): Violation[] {
  const { history, truth } = world;
  // Without stamps nobody knows which of two notifications is the newer.
  if (!history.wire.isStamped) return [];
  return truth.claims.flatMap((claim) => {
    const { record, placement, conversationId, save } = claim;
    const newest = newestTold(truth, conversationId, save);
    // Of an agent alone may have been told, whose time ran out.
    if (newest === undefined) return [];
    if (!newest.isOpen) return [violation('claimed-though-ended', { claim, newest })];
    // Whether an answer of Genesys arrived, and was recorded, only the run knows that asked.
    const known = [newest, newestKnown(truth, conversationId, save) ?? newest];
    const isMoved = known.every(
      ({ scheduledFor }) =>
        scheduledFor !== undefined &&
        scheduledFor > placement.claimedAt &&
        (placement.trigger.kind === 'scheduled' || toIso(scheduledFor) !== record.key),
    );
    return isMoved || isOfMover(world, claim, newest)
      ? [violation('claimed-though-moved', { claim, newest })]
      : [];
  });
}

/**
 * Whether a time-out is acted on before the callback's time, though its agent is known to have had it before it was
 * moved.
 */
function isOfMover({ genesys, truth }: World, claim: Claimed, { scheduledFor }: Told): boolean {
  const { placement, conversationId, at, save } = claim;
  if (placement.trigger.kind !== 'timeout' || !scheduledFor || scheduledFor <= placement.claimedAt)
    return false;
  const epoch = genesys.epochs.findLast(
    (one) => one.conversationId === conversationId && one.scheduledFor === scheduledFor && one.from <= at,
  );
  const agent = genesys
    .stateOf(conversationId)
    ?.agents.find(
      ({ connectedAt, timeout }) =>
        connectedAt !== undefined && timeout !== undefined && plus(connectedAt, timeout) === placement.due,
    );
  if (epoch === undefined || (agent?.connectedAt ?? epoch.from) >= epoch.from) return false;
  return truth.told.some(
    (one) =>
      one.conversationId === conversationId &&
      one.save < save &&
      one.scheduledFor !== scheduledFor &&
      // A leg that tells no time may be of any callback; its end tells of none.
      one.isOpen &&
      (one.scheduledFor !== undefined || one.observation.told.kind === 'snapshot') &&
      (one.observation.stampedAt ?? epoch.from) < epoch.from,
  );
}
