import { DEFAULT_LIMITS } from '#shared/domain/automation.ts';
import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import { settleByAnswer } from '#shared/domain/evidence.ts';
import type { Open } from '#shared/domain/lease.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { recordOfToken, withRecord } from '#shared/domain/records.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Dialing } from '#shared/ports/placer.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { saveTransition } from '#shared/use-cases/save-transition.ts';
import { waitForUpkeepSlot } from '#shared/use-cases/upkeep-slot.ts';

/** Asks Genesys what became of an unknown placement, when the placer's rate has room. */
export async function lookForEvidence(
  deps: AutomationDeps,
  conversation: Conversation,
  record: CallbackRecord,
  unknown: Open,
): Promise<boolean> {
  if (unknown.kind !== 'unknown') return true;
  const dialing = deps.placers.get(unknown.placer)?.dialing;
  if (dialing && !unknown.isSlot) {
    return waitForUpkeepSlot(
      deps,
      dialing,
      (settleAt) => withRecord(conversation, { ...record, placement: { ...unknown, settleAt } }),
      (stored, slot) => atSlot(stored, unknown.token, slot),
    );
  }
  const observation = dialing && (await ask(deps, dialing, conversation.conversationId));
  await settleUnknown(deps, conversation.conversationId, unknown, observation);
  return true;
}

function atSlot(conversation: Conversation, token: string, slot: EpochMs): Conversation {
  const record = recordOfToken(conversation, token);
  if (record?.placement?.kind !== 'unknown') return conversation;
  return withRecord(conversation, {
    ...record,
    placement: { ...record.placement, settleAt: slot, isSlot: true },
  });
}

async function ask({ telemetry }: AutomationDeps, { liveCheck }: Dialing, conversationId: string) {
  await liveCheck.prepare();
  const answer = await liveCheck.ask(conversationId);
  if (answer.kind === 'no-answer') telemetry.count('live-checks.unanswered');
  return answer.kind === 'told' ? answer.observation : undefined;
}

async function settleUnknown(
  deps: AutomationDeps,
  conversationId: string,
  { token, automation: id }: Open,
  observation: Observation | undefined,
): Promise<void> {
  const { automations } = await deps.settings.current();
  const automation = automations.get(id) ?? DEFAULT_LIMITS;
  const isSettled = await saveTransition(deps, conversationId, (stored) => {
    if (stored === undefined) throw new Error('A conversation with an unknown placement is gone.');
    const now = deps.clock.now();
    const told = record(stored, observation, now);
    const conversation = settleByAnswer(told, token, observation, { automation }, now);
    return { conversation, result: isUnknown(stored, token) && !isUnknown(conversation, token) };
  });
  if (isSettled) deps.telemetry.count('callbacks.settled-by-evidence');
}

const isUnknown = (conversation: Conversation, token: string) =>
  recordOfToken(conversation, token)?.placement?.kind === 'unknown';

const record = (stored: Conversation, observation: Observation | undefined, now: EpochMs) =>
  observation ? recordObservation(stored, observation, now).conversation : stored;
