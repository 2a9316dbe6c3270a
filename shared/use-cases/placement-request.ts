import type { Automation } from '#shared/domain/automation.ts';
import { type Callback, callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { CallbackRecord, Conversation, Placement } from '#shared/domain/conversation.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import type { PlacementRequest } from '#shared/ports/placer.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';

/** The callback that is written in a record, as the legs tell it. */
export const callbackOf = (conversation: Conversation, record: CallbackRecord): Callback | undefined =>
  callbacksOf(conversation).find(({ key }) => ledgerOf(conversation, key).key === record.key);

/** The agent who is connected; the newest, where there are several. */
export const agentOf = (callback: Callback | undefined): string | undefined =>
  callback?.agents.find(({ endedAt }) => endedAt === undefined)?.userId;

/** What the placer of a claim is asked. */
export function toRequest(
  { toE164 }: Pick<AutomationDeps, 'toE164'>,
  conversation: Conversation,
  record: CallbackRecord,
  placement: Placement,
  { defaultCountry }: Automation,
): PlacementRequest {
  const { placementKey, due, trigger, firedAt, attempt, automation } = placement;
  const callback = callbackOf(conversation, record);
  const { queueId, number, name, phoneColumn } = callback ?? {};
  const e164 = toE164(number, defaultCountry);
  const agentId = agentOf(callback);
  return {
    placementKey,
    conversationId: conversation.conversationId,
    callbackKey: record.key,
    due,
    trigger: trigger.kind,
    firedAt,
    attempt,
    automation,
    ...(queueId !== undefined && { queueId }),
    ...(number !== undefined && { number }),
    ...(e164 !== undefined && { e164 }),
    ...(name !== undefined && { name }),
    ...(agentId !== undefined && { agentId }),
    ...(phoneColumn !== undefined && { phoneColumn }),
  };
}
