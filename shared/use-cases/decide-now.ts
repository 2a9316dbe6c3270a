import type { Automation } from '#shared/domain/automation.ts';
import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Circumstances, Decision, Question } from '#shared/domain/decision.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import { holdsSlot } from '#shared/domain/slots.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';

/** Asks the pure rules, with what they need to know of the world now; of its slower parts, only what it comes to. */
export async function decideNow(
  deps: AutomationDeps,
  conversation: Conversation,
  question: Question,
): Promise<Decision> {
  const circumstances = await circumstancesNow(deps);
  const first = decide(conversation, question, circumstances);
  if (first.kind !== 'place') return first;

  const reachedAt = await reachedAtOf(deps, conversation, question, first.automation);
  const aware = { ...circumstances, ...(reachedAt !== undefined && { reachedAt }) };
  const second = reachedAt === undefined ? first : decide(conversation, question, aware);
  if (second.kind !== 'place') return second;

  const slotAt = await slotOf(deps, question, second.automation, circumstances.now);
  // Taking it took time: a slot of that moment is no slot of the future.
  return slotAt === undefined
    ? second
    : decide(conversation, question, { ...aware, slotAt, now: deps.clock.now() });
}

/** What the world has to say to any decision. */
export async function circumstancesNow({
  settings,
  placers,
  toE164,
  clock,
  random,
}: AutomationDeps): Promise<Circumstances> {
  const { paused, automations } = await settings.current();
  const targetQueues = new Set([...placers.values()].map(({ dialing }) => dialing?.targetQueueId));
  return {
    now: clock.now(),
    paused,
    automations,
    isDialing: (name) => placers.get(name)?.dialing !== undefined,
    needsAgent: (name) => placers.get(name)?.dialing?.needsAgent ?? false,
    isTargetQueue: (queueId) => targetQueues.has(queueId),
    isDialable: (number, country) => toE164(number, country) !== undefined,
    chance: random(),
  };
}

/** Asked for only where the automation wants to know. */
async function reachedAtOf(
  { customers, toE164 }: AutomationDeps,
  conversation: Conversation,
  { record }: Question,
  { leaveIfReachedWithin, defaultCountry }: Automation,
): Promise<EpochMs | undefined> {
  if (leaveIfReachedWithin === undefined || customers === undefined) return undefined;
  const callback = callbacksOf(conversation).find(
    ({ key }) => ledgerOf(conversation, key).key === record.key,
  );
  const numbers = [callback?.number, toE164(callback?.number, defaultCountry)];
  const customer = {
    numbers: [...new Set(numbers.filter((number) => number !== undefined))],
    ...(callback?.contactId !== undefined && { externalContactId: callback.contactId }),
  };
  return customers.reachedAt(customer, conversation.conversationId);
}

/** A slot of the placer's rate, or of the automation's own; none where neither has one, or one is held already. */
async function slotOf(
  { placers, pacer }: AutomationDeps,
  { record, trigger, due }: Question,
  { id, placer, ratePerMinute }: Automation,
  now: EpochMs,
): Promise<EpochMs | undefined> {
  const dialing = placers.get(placer)?.dialing;
  const requestsPerMinute = ratePerMinute ?? dialing?.requestsPerMinute;
  if (requestsPerMinute === undefined || holdsSlot(record, trigger, now)) return undefined;
  return pacer.takeSlot(placer, {
    lane: ratePerMinute === undefined ? '' : id,
    requestsPerMinute,
    requests: dialing?.requestsPerPlacement ?? 1,
    due,
  });
}
