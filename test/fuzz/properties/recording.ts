/** What was observed can be stored, read back, looked at and reported: a poisoned state would be worse than a refusal. */
import { isDeepStrictEqual } from 'node:util';
import { readDecision } from '#lambdas/operator/read-decision.ts';
import { fromItem, toItem } from '#shared/adapters/dynamodb/conversation-item.ts';
import { beyondCaps } from '#shared/domain/beyond-caps.ts';
import { type Conversation, emptyConversation } from '#shared/domain/conversation.ts';
import { conversationOf, placementKeyOf } from '#shared/domain/ledger.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { type Recorded, recordObservation } from '#shared/domain/record-observation.ts';
import { type EpochMs, epochMs, toIso } from '#shared/domain/time.ts';
import { reportConversation } from '#shared/use-cases/conversation-report.ts';
import { TOLD_AT } from '#test/fuzz/generators/words.ts';
import { CANARY, type Violation } from '#test/fuzz/input.ts';
import { itemSize } from '#test/unit/adapters/dynamodb/item-size.ts';
import {
  placedConversation,
  typicalConversation,
} from '#test/unit/adapters/dynamodb/typical-conversation.ts';

/** DynamoDB takes no larger item. */
const MOST_BYTES = 400 * 1024;

/** When the bodies arrive: a little after most of them were stamped. */
export const NOW: EpochMs = epochMs(TOLD_AT + 600_000);

/** States that a conversation may be in when something arrives, besides that nothing is known of it. */
const KNOWN = [typicalConversation, placedConversation] as const;

/** JSON knows a `-0`, which is the same as 0 to everybody and is stored as such. */
function withoutMinusZero(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMinusZero);
  if (typeof value !== 'object' || value === null) return value === 0 ? 0 : value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutMinusZero(inner)]));
}

function flawOfStored(conversation: Conversation): string | undefined {
  const look = nextLook(conversation);
  // Every answer tells the look, and throws where no date can show it.
  if (look !== undefined) toIso(look.at);
  const item = toItem(conversation, look);
  if (itemSize(item) > MOST_BYTES) return 'an item is larger than DynamoDB takes';
  const read = fromItem(conversation.conversationId, item);
  if (!isDeepStrictEqual(read, conversation) && !isDeepStrictEqual(read, withoutMinusZero(conversation)))
    return 'an item is read back as something else';
  return undefined;
}

function flawOfReport(conversation: Conversation): string | undefined {
  const report = reportConversation(conversation);
  if (JSON.stringify(report).includes(CANARY)) return 'a report tells a free text of the sender';
  for (const { key, placement } of report.callbacks) {
    const unknownSince = placement?.unknownSince ?? toIso(NOW);
    // Refuses by throwing what an operator then gets to read.
    readDecision(JSON.stringify({ callbackKey: key, unknownSince, decision: 'placed' }));
    const { conversationId } = conversation;
    if (conversationOf(placementKeyOf(conversationId, key)) !== conversationId)
      return 'a placement key does not lead back to its conversation';
  }
  return undefined;
}

/** What is stale may have been the first word of a time, and then that is kept; nothing else of it is known. */
function isTrue(outcome: Recorded['outcome'], before: Conversation, next: Conversation): boolean {
  if (outcome !== 'stale') return (outcome === 'recorded') === (next !== before);
  return (
    next.customerLegs === before.customerLegs &&
    next.otherLegs === before.otherLegs &&
    next.calls === before.calls &&
    next.joined === before.joined
  );
}

function flawOfStep(before: Conversation, observation: Observation): { next: Conversation; flaw?: string } {
  const { outcome, conversation: next } = recordObservation(before, observation, NOW);
  if (!isTrue(outcome, before, next)) return { next, flaw: 'an outcome denies what was done' };
  if (!Number.isSafeInteger(beyondCaps(observation.told, before, next)))
    return { next, flaw: 'what was dropped is not counted' };
  const again = recordObservation(next, observation, NOW);
  if (outcome === 'recorded' && again.outcome === 'recorded')
    return { next, flaw: 'the same news is recorded twice' };
  const flaw = next !== before ? (flawOfStored(next) ?? flawOfReport(next)) : undefined;
  return flaw === undefined ? { next } : { next, flaw };
}

/** Records observations one after another, where nothing is known and over a known state; those of one conversation join. */
export function judgeRecording(observations: readonly Observation[]): readonly Violation[] {
  const [first] = observations;
  if (first === undefined) return [];
  const known = KNOWN[(first.fingerprint.charCodeAt(0) % 2) as 0 | 1];
  const flaw =
    flawOfLife(observations, (conversationId) => emptyConversation(conversationId, NOW)) ??
    flawOfLife(observations, (conversationId) => ({ ...known, conversationId }));
  return flaw === undefined ? [] : [{ what: flaw, detail: first.conversationId }];
}

function flawOfLife(
  observations: readonly Observation[],
  before: (conversationId: string) => Conversation,
): string | undefined {
  const conversations = new Map<string, Conversation>();
  for (const observation of observations) {
    const { conversationId } = observation;
    const stored = conversations.get(conversationId) ?? before(conversationId);
    const { next, flaw } = flawOfStep(stored, observation);
    if (flaw !== undefined) return flaw;
    conversations.set(conversationId, next);
  }
  return undefined;
}
