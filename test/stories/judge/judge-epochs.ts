import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import { isWaiting } from '#shared/domain/fate.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import { epochMs, minutes, toIso } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { conversationAt, stateOf } from '#test/stories/callback-state.ts';
import type { Epoch, Told } from '#test/stories/truth.ts';
import type { World } from '#test/stories/world.ts';

/** Every callback that came due, and that the program was told of, has an end. */
export function judgeEpochs(world: World, states: ReadonlyMap<string, Conversation>): Violation[] {
  const { wire } = world.story;
  // Without stamps, yesterday's news that comes late is today's.
  if (wire.isUnstamped && wire.jitterMs > 0) return [];
  return world.truth.epochs.flatMap((epoch) => {
    const state = states.get(epoch.conversationId);
    const told = toldInTime(world, epoch);
    if (!cameDue(world, epoch) || told.length === 0) return [];
    if (state === undefined) return [violation('nothing-stored', epoch)];
    const keys = state.callbacks.map(({ key }) => key);
    return hasEnded(world, epoch, state) ? [] : [violation('silent-end', { epoch, told, keys })];
  });
}

const dueAtOf = ({ scheduledAt, from }: Epoch) => epochMs(Math.max(scheduledAt, from));

function cameDue({ genesys }: World, epoch: Epoch): boolean {
  const { endedAt } = stateOf(conversationAt(genesys, epoch.conversationId)) ?? {};
  // An end before its beginning is that of the time before, after which it was opened again.
  const end = endedAt === undefined || endedAt < epoch.from ? Number.POSITIVE_INFINITY : endedAt;
  return Math.min(epoch.until ?? end, end) > dueAtOf(epoch);
}

/** What is told after its cancel or move is news of yesterday. */
function toldInTime({ truth }: World, { conversationId, scheduledAt }: Epoch): Told[] {
  const all = truth.told.filter((one) => one.conversationId === conversationId);
  return all.filter(
    (one) =>
      one.scheduledAt === scheduledAt &&
      one.isOpen &&
      !all.some((other) => other.stamp > one.stamp && other.recordedAt <= one.recordedAt),
  );
}

function hasEnded({ announced }: World, epoch: Epoch, state: Conversation): boolean {
  const { conversationId, scheduledAt, isImmediate } = epoch;
  const dueAt = dueAtOf(epoch);
  const keys = isImmediate
    ? state.callbacks.map(({ key }) => key).filter((key) => key.startsWith('now@'))
    : [toIso(epochMs(scheduledAt))];
  // One that was moved a little after a claim shares its ledger, and ends under the key of the claim.
  const isEndedAsClaimed = announced.some(
    (one) =>
      one.conversationId === conversationId &&
      one.at >= dueAt &&
      one.callbackKey !== keys[0] &&
      one.firedAt + minutes(1) >= scheduledAt,
  );
  return isEndedAsClaimed || keys.some((key) => isEnded(ledgerOf(state, key), dueAt));
}

const isEnded = ({ placement, triggers }: CallbackRecord, dueAt: number) =>
  placement?.kind === 'placed' ||
  placement?.kind === 'failed' ||
  (placement?.kind === 'unknown' && placement.doubtAnnounced) ||
  triggers.some(
    ({ trigger, fate }) => !isWaiting(fate) && (trigger.kind === 'scheduled' || fate.at >= dueAt),
  );
