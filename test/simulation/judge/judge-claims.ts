import { toIso } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { newestKnown, newestTold } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** A cancel, an end or a move that was recorded wins over every later claim. */
export function judgeClaims({ history, truth }: World): Violation[] {
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
    return isMoved ? [violation('claimed-though-moved', { claim, newest })] : [];
  });
}
