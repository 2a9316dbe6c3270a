import { epochMs } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import type { Claimed } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** Nobody is called at the scheduled time whom, as was told before the claim, an agent took in hand. */
export const judgeTakers = ({ history, truth, genesys }: World): Violation[] =>
  history.wire.isStamped
    ? truth.claims.flatMap((claim) => {
        const from = beginningOf(genesys, claim);
        if (from === undefined) return [];
        const taken = truth.told
          .filter(({ conversationId, save }) => conversationId === claim.conversationId && save < claim.save)
          .flatMap(({ observation: { told } }) => (told.kind === 'snapshot' ? told.legs : []))
          .filter(
            ({ purpose, connectedAt }) =>
              purpose === 'agent' && connectedAt !== undefined && connectedAt > from,
          );
        return taken.length > 0 ? [violation('placed-though-with-agent', { claim, taken })] : [];
      })
    : [];

/** Since when the callback had the time that was claimed; unknown for one that is to be placed at once. */
function beginningOf({ epochs }: World['genesys'], { conversationId, record, placement, at }: Claimed) {
  if (placement.trigger.kind !== 'scheduled' || record.key.startsWith('now@')) return undefined;
  const time = epochMs(Date.parse(record.key));
  return epochs.findLast(
    (one) => one.conversationId === conversationId && one.scheduledFor === time && one.from <= at,
  )?.from;
}
