import { durationMs, latest, plus } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { asksLive } from '#test/simulation/placers.ts';
import { newestTold } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** The consumer takes this long from a timer to its claim, beside its outside calls, in ms. */
const OWN_MS = 500;
const OUTSIDE_CALLS = 20;

/** Where nothing goes wrong, everything is placed in time. */
export function judgeCalm({ history, truth, genesys }: World): Violation[] {
  const { faults, outages, pauses, queue, sweeps, wire, latency } = history;
  const isCalm =
    faults.length + outages.length + pauses.length + wire.late.length === 0 &&
    queue.lost + queue.late + sweeps.missing + sweeps.late + wire.jitter === 0;
  if (!isCalm || !wire.isStamped || asksLive(history) || genesys.dialled.length > 0) return [];
  const inTime = durationMs(OWN_MS + OUTSIDE_CALLS * latency + history.clocksApart);
  return truth.claims
    .filter(({ placement, conversationId, save, at }) => {
      const toldAt = newestTold(truth, conversationId, save)?.at ?? at;
      return placement.attempt === 1 && at > plus(latest(placement.due, toldAt), inTime);
    })
    .map((claim) => violation('late-without-a-reason', claim));
}
