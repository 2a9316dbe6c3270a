import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import { isWaiting } from '#shared/domain/fate.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import { durationMs, type EpochMs, latest, minutes, plus, toIso } from '#shared/domain/time.ts';
import type { Epoch } from '#test/simulation/genesys.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { areAtOnce, isLater } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** Every callback that came due, and of which the program was told in time, has an end. */
export const judgeEnds = (world: World): Violation[] =>
  // Without stamps, yesterday's news that comes late is today's.
  world.history.wire.isStamped ? world.genesys.epochs.flatMap((epoch) => judgeEpoch(world, epoch)) : [];

function judgeEpoch(world: World, epoch: Epoch): Violation[] {
  const dueAt = latest(epoch.scheduledFor ?? epoch.from, epoch.from);
  // By the clock of whoever recorded the change, it may not have been due yet.
  const surelyDueAt = plus(dueAt, durationMs(world.history.clocksApart));
  const cameDue = epoch.until === undefined || epoch.until > surelyDueAt;
  const state = world.truth.states.get(epoch.conversationId);
  if (!cameDue || state === undefined || !isTold(world, epoch)) return [];
  return hasEnded(world, epoch, state, dueAt)
    ? []
    : [violation('silent-end', { epoch, callbacks: state.callbacks })];
}

/** Whether the program knew of it while nothing newer had come. Of two news with one stamp, either may be the newer. */
function isTold({ truth }: World, { conversationId, scheduledFor, from }: Epoch): boolean {
  const all = truth.told.filter((one) => one.conversationId === conversationId);
  return all.some(
    (one) =>
      one.scheduledFor === scheduledFor &&
      one.isOpen &&
      (one.observation.stampedAt ?? from) >= from &&
      !all.some((other) => isLater(other, one) && (other.save < one.save || areAtOnce(other, one))),
  );
}

function hasEnded(
  { truth, genesys: { epochs } }: World,
  epoch: Epoch,
  state: Conversation,
  dueAt: EpochMs,
): boolean {
  const { conversationId, scheduledFor } = epoch;
  const keys =
    scheduledFor === undefined
      ? state.callbacks.map(({ key }) => key).filter((key) => key.startsWith('now@'))
      : [toIso(scheduledFor)];
  // One that was moved a little after a claim shares its ledger, and ends under the key of the claim.
  const isEndedAsClaimed = truth.announced.some(
    (one) =>
      one.conversationId === conversationId &&
      one.callbackKey !== keys[0] &&
      scheduledFor !== undefined &&
      plus(one.firedAt, minutes(1)) >= scheduledFor &&
      one.at >= dueAt &&
      truth.claims.some(({ placement }) => placement.placementKey === one.placementKey),
  );
  // Of one that was moved, or ended, while its time-out was being acted on, that was said.
  const isEndTold = truth.announced.some(
    (one) =>
      one.conversationId === conversationId &&
      keys.includes(one.callbackKey) &&
      (one.reason === 'rescheduled' || one.reason === 'ended') &&
      one.at >= dueAt,
  );
  // One that was moved away and back to its time is the same again.
  const first = epochs.find(
    (one) => one.conversationId === conversationId && one.scheduledFor === scheduledFor,
  );
  return isEndedAsClaimed || isEndTold || keys.some((key) => isEnded(ledgerOf(state, key), first ?? epoch));
}

/** What was placed before the callback was made, or moved, is no end of it, unless it was for about that time. */
const isEnded = ({ placement, triggers }: CallbackRecord, { from, scheduledFor = from }: Epoch) =>
  (placement?.kind === 'placed' &&
    (placement.firedAt >= from || plus(placement.firedAt, minutes(1)) >= scheduledFor)) ||
  placement?.kind === 'failed' ||
  (placement?.kind === 'unknown' && placement.doubtAnnounced === true) ||
  triggers.some(
    ({ trigger, fate }) => fate.kind === 'failed' || (trigger.kind === 'scheduled' && !isWaiting(fate)),
  );
