/**
 * Gets a callback a slot of the rate, and places it where that is now. Two timers of one look are ordinary: only who
 * could write down first that they ask gets one, so that none is lost to those who come second.
 */
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Subject } from '#shared/domain/ledger.ts';
import { recordOf } from '#shared/domain/records.ts';
import { asking, withSlot } from '#shared/domain/slots.ts';
import { between, type EpochMs } from '#shared/domain/time.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import type { Turn } from '#shared/use-cases/decide-now.ts';
import { placeCallback } from '#shared/use-cases/place-callback.ts';
import { saveTransition } from '#shared/use-cases/save-transition.ts';

/** Answers false where it must be looked at again. */
export async function takeTurn(
  deps: AutomationDeps,
  conversation: Conversation,
  subject: Subject,
  { automation, client, slot }: Turn,
): Promise<boolean> {
  const askedAt = deps.clock.now();
  const asked = asking(conversation, subject, askedAt);
  if (!(await deps.store.saveIfUnchanged(asked))) return false;

  const slotAt = await deps.pacer.takeSlot(client, slot);
  const mine = { ...asked, version: asked.version + 1 };
  const record = recordOf(mine, subject.record.key) ?? subject.record;
  const isNow = slotAt <= deps.clock.now();
  if (isNow && (await placeCallback(deps, mine, { ...subject, record }, automation))) return true;

  await keepSlot(deps, conversation.conversationId, subject, slotAt);
  if (!isNow) report(deps, conversation.conversationId, between(askedAt, slotAt));
  return true;
}

function keepSlot(
  deps: AutomationDeps,
  conversationId: string,
  { record: { key }, ...subject }: Subject,
  slotAt: EpochMs,
): Promise<void> {
  return saveTransition(deps, conversationId, (stored) => ({
    conversation: stored && withSlot(stored, key, subject, slotAt, deps.clock.now()),
    result: undefined,
  }));
}

function report({ telemetry }: AutomationDeps, conversationId: string, wait: number): void {
  telemetry.info('callback.decided', { conversationId, decision: 'wait', reason: 'paced' });
  telemetry.count('callbacks.paced');
  telemetry.duration('pacing.wait', wait);
}
