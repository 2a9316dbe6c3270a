import { durationMs, plus } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import type { Claimed, Told } from '#test/stories/truth.ts';
import type { World } from '#test/stories/world.ts';

/** What was recorded this shortly before or after something may have come too late for it, or just in time. */
export const AT_THE_SAME_TIME = durationMs(1500);

/** A cancel or a move that the program had recorded wins over every later claim. */
export function judgeClaims(world: World): Violation[] {
  const { story, truth } = world;
  // Without stamps nobody knows which of two notifications is the newer.
  if (story.wire.isUnstamped) return [];
  return truth.claims.flatMap((claim) => {
    const newest = newestKnown(world, claim);
    if (newest === undefined) return [];
    if (!newest.isOpen) return [violation('claimed-though-ended', { claim, newest })];
    // The time of an agent who took it early counts from then on.
    const isMoved =
      claim.trigger === 'scheduled' &&
      !claim.key.startsWith('now@') &&
      newest.scheduledAt > claim.at &&
      newest.scheduledAt < world.time.now();
    return isMoved ? [violation('claimed-though-moved', { claim, newest })] : [];
  });
}

/** The newest that was recorded before a claim; nothing, where newer was being recorded while the claim was made. */
function newestKnown({ truth }: World, { conversationId, at }: Claimed): Told | undefined {
  const told = truth.told.filter((one) => one.conversationId === conversationId);
  const known = told.filter(({ recordedAt }) => recordedAt < at);
  const newest = known.toSorted((a, b) => b.stamp - a.stamp)[0];
  if (newest === undefined) return undefined;
  const isOutdated = told.some(
    ({ stamp, recordedAt }) => stamp > newest.stamp && recordedAt <= plus(at, AT_THE_SAME_TIME),
  );
  return isOutdated ? undefined : newest;
}
