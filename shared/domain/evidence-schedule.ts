/** When to look for evidence of what became of a placement that nobody knows the outcome of. */
import type { Claim } from '#shared/domain/conversation.ts';
import { LEASE } from '#shared/domain/lease.ts';
import {
  type DurationMs,
  days,
  durationMs,
  type EpochMs,
  hours,
  minutes,
  plus,
  seconds,
} from '#shared/domain/time.ts';

/** Two answers that agree must lie this far apart to be believed. */
export const AGREEING = minutes(1);

/** What Genesys shows sooner after the lease's end is no evidence of absence. */
const SHOWN_AFTER = minutes(2);

const LONGEST_GAP = hours(6);
const GIVEN_UP_AFTER = days(7);

/** After the lease's end: 30, 120, 180 s, then gaps of 10 min doubling to 6 h, for 7 days. */
const OFFSETS: readonly DurationMs[] = (() => {
  const offsets = [seconds(30), SHOWN_AFTER, durationMs(SHOWN_AFTER + AGREEING)];
  for (let at = seconds(180), gap = minutes(10); at + gap <= GIVEN_UP_AFTER; ) {
    at = durationMs(at + gap);
    offsets.push(at);
    gap = durationMs(Math.min(gap * 2, LONGEST_GAP));
  }
  return offsets;
})();

const leaseEnd = ({ claimedAt }: Pick<Claim, 'claimedAt'>) => plus(claimedAt, LEASE);

/** When to ask next; never, where there is nobody to ask, or for too long nothing was found out. */
export function nextEvidenceAt(
  claimed: Pick<Claim, 'claimedAt' | 'shows'>,
  now: EpochMs,
): EpochMs | undefined {
  if (claimed.shows === undefined || claimed.shows === 'unasked') return undefined;
  return OFFSETS.map((offset) => plus(leaseEnd(claimed), offset)).find((at) => at > now);
}

/** Whether a call that does not show by now was not made, where calls show at all. */
export const isShownBy = (claimed: Pick<Claim, 'claimedAt'>, now: EpochMs): boolean =>
  now >= plus(leaseEnd(claimed), SHOWN_AFTER);
