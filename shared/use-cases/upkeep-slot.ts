import type { Conversation } from '#shared/domain/conversation.ts';
import { UPKEEP, upkeepRate } from '#shared/domain/pacing.ts';
import { ASKING_FOR } from '#shared/domain/slots.ts';
import { type EpochMs, plus } from '#shared/domain/time.ts';
import type { Dialing } from '#shared/ports/placer.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { saveTransition } from '#shared/use-cases/save-transition.ts';

/**
 * Puts a request that is no placement off to a slot of its client, beside those that are planned for placements. Two
 * timers of one look are ordinary: only who could put the others off first gets a slot. Answers false to those.
 */
export async function waitForUpkeepSlot(
  deps: AutomationDeps,
  { client, requestsPerMinute }: Dialing,
  /** Puts the others off until an instant. */
  asking: (until: EpochMs) => Conversation,
  /** Writes the slot down. */
  atSlot: (stored: Conversation, slot: EpochMs) => Conversation,
): Promise<boolean> {
  const now = deps.clock.now();
  const asked = asking(plus(now, ASKING_FOR));
  if (!(await deps.store.saveIfUnchanged(asked))) return false;
  const slot = await deps.pacer.takeSlot(client, {
    lane: UPKEEP,
    requestsPerMinute: upkeepRate(requestsPerMinute),
    requests: 1,
    due: now,
  });
  await saveTransition(deps, asked.conversationId, (stored) => ({
    conversation: stored && atSlot(stored, slot),
    result: undefined,
  }));
  return true;
}
