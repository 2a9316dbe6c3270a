import { beyondCaps } from '#shared/domain/beyond-caps.ts';
import { emptyConversation, type Look } from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { type Recorded, recordObservation } from '#shared/domain/record-observation.ts';
import { type ChangeDeps, saveTransition } from '#shared/use-cases/save-transition.ts';
import { sendSoon } from '#shared/use-cases/send-soon.ts';
import { settleElsewhere } from '#shared/use-cases/settle-elsewhere.ts';

export interface RecordOutcome {
  readonly outcome: Recorded['outcome'];
  readonly conversationId: string;
  readonly nextLook?: Look;
}

/**
 * Records what a notification says. Resolves after the write is durable; rejects on our own trouble, and then nothing
 * was recorded that a repetition would not record again.
 */
export function createRecordNotification(deps: ChangeDeps) {
  return async function recordNotification(observation: Observation): Promise<RecordOutcome> {
    const { conversationId } = observation;
    const { outcome, look, dropped } = await saveTransition(deps, conversationId, (stored) => {
      const now = deps.clock.now();
      const before = stored ?? emptyConversation(conversationId, now);
      const recorded = recordObservation(before, observation, now);
      const conversation = recorded.conversation === before && stored ? stored : recorded.conversation;
      const dropped = conversation === stored ? 0 : beyondCaps(observation.told, before, conversation);
      return { conversation, result: { outcome: recorded.outcome, look: nextLook(conversation), dropped } };
    });
    await settleElsewhere(deps, observation);
    if (dropped > 0) deps.telemetry.count('state.dropped', dropped);
    // A duplicate sends too: the first notification's send may be what failed.
    await sendSoon(deps, conversationId, look);
    return { outcome, conversationId, ...(look && { nextLook: look }) };
  };
}
