import { durationMs, latest, minutes, plus } from '#shared/domain/time.ts';
import type { Epoch } from '#test/simulation/genesys.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { asksLive } from '#test/simulation/placers.ts';
import { newestTold } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** The consumer takes this long from a timer to its claim, beside its outside calls, in ms. */
const OWN_MS = 500;
const OUTSIDE_CALLS = 20;
/** By then, what came due is placed. */
const LONG_AFTER = minutes(15);

/** Where nothing goes wrong, everything is claimed, and in time. */
export const judgeCalm = (world: World): Violation[] =>
  isCalm(world.history) ? [...judgeLateness(world), ...judgeUnclaimed(world)] : [];

const isCalm = ({ faults, outages, pauses, queue, sweeps, wire }: World['history']) =>
  wire.isStamped &&
  wire.from === 0 &&
  faults.length + outages.length + pauses.length + wire.late.length + wire.held.length === 0 &&
  queue.lost + queue.late + sweeps.missing + sweeps.late + wire.jitter === 0;

function judgeLateness({ history, truth, genesys }: World): Violation[] {
  if (asksLive(history) || genesys.dialled.length > 0) return [];
  const inTime = durationMs(OWN_MS + OUTSIDE_CALLS * history.latency + history.clocksApart);
  return truth.claims
    .filter(({ placement, conversationId, save, at }) => {
      const toldAt = newestTold(truth, conversationId, save)?.at ?? at;
      return placement.attempt === 1 && at > plus(latest(placement.due, toldAt), inTime);
    })
    .map((claim) => violation('late-without-a-reason', claim));
}

/** A callback that nobody touched, and that Genesys does not leave to an agent, is claimed. What becomes of claims others judge. */
function judgeUnclaimed({ history, truth, genesys }: World): Violation[] {
  if (history.placer === 'genesys-call') return [];
  const { epochs, dialled, talks, stateOf } = genesys;
  const isUntouched = ({ conversationId, from, until, scheduledFor = from }: Epoch) =>
    stateOf(conversationId)?.agents.length === 0 &&
    epochs.filter((one) => one.conversationId === conversationId).length === 1 &&
    !dialled.some((one) => one.conversationId === conversationId) &&
    !talks.some(({ callback }) => callback === conversationId) &&
    (until === undefined || until > plus(scheduledFor, LONG_AFTER));
  return epochs
    .filter(isUntouched)
    .filter(({ conversationId: id }) => !truth.claims.some((one) => one.conversationId === id))
    .map((epoch) => violation('unclaimed-without-a-reason', epoch));
}
