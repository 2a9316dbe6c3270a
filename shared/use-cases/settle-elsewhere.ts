import { settleByKey } from '#shared/domain/evidence.ts';
import { conversationOf } from '#shared/domain/ledger.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { type ChangeDeps, saveTransition } from '#shared/use-cases/save-transition.ts';
import { sendSoon } from '#shared/use-cases/send-soon.ts';

/**
 * A conversation that carries a placement key of ours proves that the callback, of another conversation, was placed:
 * that one is settled too, before its sender gets an answer.
 */
export async function settleElsewhere(
  deps: ChangeDeps,
  { conversationId, told }: Observation,
): Promise<void> {
  const legs = told.kind === 'snapshot' ? told.legs : [told.leg];
  const placementKey = legs.find((leg) => leg.placementKey !== undefined)?.placementKey;
  const original = placementKey && conversationOf(placementKey);
  if (!placementKey || !original || original === conversationId) return;
  const look = await saveTransition(deps, original, (stored) => {
    const settled = stored && settleByKey(stored, placementKey, deps.clock.now());
    const isSettled = settled !== undefined && settled !== stored;
    return { conversation: settled, result: isSettled ? nextLook(settled) : undefined };
  });
  if (look === undefined) return;
  deps.telemetry.count('callbacks.settled-by-evidence');
  await sendSoon(deps, original, look);
}
