import { between, type EpochMs, epochMs, latest, minutes } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { type Claimed, isMovedAtOnce, newestKnown, type Told } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** Nobody is called at the scheduled time whom, as was told before the claim, an agent took in hand. */
export const judgeTakers = (world: World): Violation[] =>
  world.history.wire.isStamped ? world.truth.claims.flatMap((claim) => judgeClaim(world, claim)) : [];

function judgeClaim(world: World, claim: Claimed): Violation[] {
  const { truth } = world;
  const time = timeOf(world, claim);
  if (time === undefined || isMovedAtOnce(truth, claim.conversationId)) return [];
  const told = truth.told.filter(
    ({ conversationId, save }) => conversationId === claim.conversationId && save < claim.save,
  );
  const from = beginningOf(world, claim, told, time);
  if (from === undefined) return [];
  const taken = told
    .flatMap(({ observation }) => (observation.told.kind === 'snapshot' ? observation.told.legs : []))
    .filter(
      ({ purpose, connectedAt, scheduledFor = time }) =>
        purpose === 'agent' && connectedAt !== undefined && connectedAt > from && scheduledFor === time,
    );
  return taken.length > 0 ? [violation('claimed-though-with-agent', { claim, taken })] : [];
}

/** The time that was claimed; where that was moved by less than a minute after its first claim, the one it was moved to. */
function timeOf({ truth }: World, { conversationId, record, placement, save }: Claimed) {
  if (placement.trigger.kind !== 'scheduled' || record.key.startsWith('now@')) return undefined;
  const { scheduledFor } = newestKnown(truth, conversationId, save) ?? {};
  const isMoved = scheduledFor !== undefined && between(placement.firedAt, scheduledFor) <= minutes(1);
  return isMoved ? scheduledFor : epochMs(Date.parse(record.key));
}

/** Since when the callback had that time, as far as anybody had been told of it. */
function beginningOf(
  { genesys }: World,
  { conversationId, at }: Claimed,
  told: readonly Told[],
  time: EpochMs,
): EpochMs | undefined {
  const epoch = genesys.epochs.findLast(
    (one) => one.conversationId === conversationId && one.scheduledFor === time && one.from <= at,
  );
  if (epoch === undefined) return undefined;
  const words = told.flatMap(({ scheduledFor, observation: { stampedAt } }) =>
    scheduledFor === time && stampedAt !== undefined && stampedAt >= epoch.from ? [stampedAt] : [],
  );
  return words.length === 0 ? epoch.from : latest(epoch.from, epochMs(Math.min(...words)));
}
