import type { Automation } from '#shared/domain/automation.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Circumstances, Decision, Question } from '#shared/domain/decision.ts';
import { laneOf, PLACEMENTS, type SlotRequest } from '#shared/domain/pacing.ts';
import { holdsSlot } from '#shared/domain/slots.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { callbackOf } from '#shared/use-cases/placement-request.ts';

/** A callback is to be placed as soon as the rate has room for it. */
export interface Turn {
  readonly kind: 'turn';
  readonly automation: Automation;
  readonly client: string;
  readonly slot: SlotRequest;
}

/** Asks the pure rules, with what they need to know of the world now; of its slower parts, only what it comes to. */
export async function decideNow(
  deps: AutomationDeps,
  conversation: Conversation,
  question: Question,
): Promise<Decision | Turn> {
  const circumstances = await circumstancesNow(deps);
  const first = decide(conversation, question, circumstances);
  if (first.kind !== 'place') return first;

  const reachedAt = await reachedAtOf(deps, conversation, question, first.automation);
  const aware = { ...circumstances, ...(reachedAt !== undefined && { reachedAt }) };
  const second = reachedAt === undefined ? first : decide(conversation, question, aware);
  if (second.kind !== 'place') return second;

  return decideOnTurn(deps, conversation, question, second.automation, aware);
}

/** Whether a slot of the rate is needed, unless the rules would rather wait for something else until there is one. */
async function decideOnTurn(
  { placers, pacer }: AutomationDeps,
  conversation: Conversation,
  question: Question,
  automation: Automation,
  circumstances: Circumstances,
): Promise<Decision | Turn> {
  const { record, trigger, due } = question;
  const rate = rateOf(placers, automation);
  if (rate === undefined || holdsSlot(record, trigger, circumstances.now)) {
    return { kind: 'place', automation };
  }
  const { client, ...slot } = rate;
  const slotAt = await pacer.nextSlot(client, slot.lane);
  const expected = decide(conversation, question, { ...circumstances, slotAt });
  const isOnlyPaced =
    expected.kind === 'place' || (expected.kind === 'wait' && expected.fate.kind === 'paced');
  return isOnlyPaced ? { kind: 'turn', automation, client, slot: { ...slot, due } } : expected;
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
  const callback = callbackOf(conversation, record);
  const numbers = [callback?.number, toE164(callback?.number, defaultCountry)];
  const customer = {
    numbers: [...new Set(numbers.filter((number) => number !== undefined))],
    ...(callback?.contactId !== undefined && { externalContactId: callback.contactId }),
  };
  return customers.reachedAt(customer, conversation.conversationId);
}

/** By which rate an automation's placements go: its own, or that of its placer's client; by none where neither has one. */
function rateOf(placers: AutomationDeps['placers'], { id, placer, ratePerMinute }: Automation) {
  const dialing = placers.get(placer)?.dialing;
  const requestsPerMinute = ratePerMinute ?? dialing?.requestsPerMinute;
  if (requestsPerMinute === undefined) return undefined;
  return {
    client: dialing?.client ?? placer,
    lane: ratePerMinute === undefined ? PLACEMENTS : laneOf(id),
    requestsPerMinute,
    requests: dialing?.requestsPerPlacement ?? 1,
  };
}
