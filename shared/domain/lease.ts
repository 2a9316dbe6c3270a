import type { Claim, Placement } from '#shared/domain/conversation.ts';
import { seconds } from '#shared/domain/time.ts';

/** How long a claimer may take; afterwards the outcome is unknown. */
export const LEASE = seconds(30);

/** A placement whose outcome is not recorded yet. */
export type Open = Extract<Placement, { kind: 'placing' | 'unknown' }>;

/** What all placements have, without what belongs to the state of one alone. */
export function claimOf(placement: Placement): Claim {
  const { token, placementKey, trigger, due, claimedAt, firedAt, attempt, automation, placer } = placement;
  const { shows, cleansUp, doubted, doubtAnnounced } = placement;
  return {
    token,
    placementKey,
    trigger,
    due,
    claimedAt,
    firedAt,
    attempt,
    automation,
    placer,
    ...(shows && { shows }),
    ...(cleansUp && { cleansUp }),
    ...(doubted && { doubted }),
    ...(doubtAnnounced && { doubtAnnounced }),
  };
}
