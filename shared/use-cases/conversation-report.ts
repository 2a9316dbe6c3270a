/** What `GET /conversations/{conversationId}` tells of a conversation: its state without number and name. */
import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import {
  type CallbackRecord,
  type Conversation,
  isImmediate,
  type Placement,
  type Trigger,
  type TriggerFate,
} from '#shared/domain/conversation.ts';
import { legsOf } from '#shared/domain/legs-of.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Call, LegFacts, Purpose } from '#shared/domain/observation.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import { beginningOf } from '#shared/domain/replacing.ts';
import { type EpochMs, toIso } from '#shared/domain/time.ts';

export interface ConversationReport {
  readonly conversationId: string;
  readonly legs: readonly LegReport[];
  readonly calls: readonly CallReport[];
  readonly nextLook: { readonly at: string; readonly why: string } | null;
  readonly callbacks: readonly CallbackReport[];
}

interface LegReport {
  readonly participantId?: string;
  readonly communicationId?: string;
  readonly purpose: Purpose;
  readonly state: string;
  readonly scheduledFor?: string;
  readonly timeoutSeconds?: number;
  readonly connectedAt?: string;
  readonly endedAt?: string;
  readonly queueId?: string;
  readonly userId?: string;
  readonly automatedCallbackConfigId?: string;
}

interface CallReport {
  readonly id: string;
  readonly state: string;
  readonly direction: string;
  readonly connectedAt?: string;
  readonly endedAt?: string;
}

interface CallbackReport {
  readonly key: string;
  /** Null while only legs other than the customer's are known of an immediate callback. */
  readonly due: string | null;
  readonly outcomes: readonly OutcomeReport[];
  readonly placement?: PlacementReport;
}

interface OutcomeReport {
  readonly trigger: 'scheduled' | 'timeout';
  readonly at: string;
  readonly outcome: Exclude<TriggerFate['kind'], 'asking'>;
  readonly reason?: string;
}

interface PlacementReport {
  readonly state: Placement['kind'];
  readonly placementKey: string;
  readonly automation: string;
  readonly placer: string;
  readonly attempt: number;
  readonly firedAt: string;
  readonly reason?: string;
  /** Since when nobody knows its outcome. A decision on it names this instant. */
  readonly unknownSince?: string;
  /** When it is tried again, asked about again, or cleaned up. */
  readonly nextTryAt?: string;
}

export function reportConversation(conversation: Conversation): ConversationReport {
  const look = nextLook(conversation);
  return {
    conversationId: conversation.conversationId,
    legs: legsOf(conversation).map(({ facts, purposes }) => reportLeg(facts, purposes[0] ?? 'other')),
    calls: (conversation.calls?.value ?? []).map(reportCall),
    nextLook: look ? { at: toIso(look.at), why: look.why } : null,
    callbacks: reportCallbacks(conversation),
  };
}

const iso = <K extends string>(name: K, instant: EpochMs | undefined) =>
  instant === undefined ? {} : { [name]: toIso(instant) };

function reportLeg(facts: LegFacts, purpose: Purpose): LegReport {
  const { participantId, communicationId, queueId, userId, automatedCallbackConfigId } = facts;
  return {
    ...(participantId !== undefined && { participantId }),
    ...(communicationId !== undefined && { communicationId }),
    purpose,
    state: facts.state ?? 'unknown',
    ...iso('scheduledFor', facts.scheduledFor),
    ...(facts.timeout !== undefined && { timeoutSeconds: facts.timeout / 1000 }),
    ...iso('connectedAt', facts.connectedAt),
    ...iso('endedAt', facts.endedAt),
    ...(queueId !== undefined && { queueId }),
    ...(userId !== undefined && { userId }),
    ...(automatedCallbackConfigId !== undefined && { automatedCallbackConfigId }),
  };
}

const reportCall = ({ id, state, direction, connectedAt, endedAt }: Call): CallReport => ({
  id,
  state,
  direction,
  ...iso('connectedAt', connectedAt),
  ...iso('endedAt', endedAt),
});

/** Every callback that is recorded or told of, in the order in which they became known. */
function reportCallbacks(conversation: Conversation): CallbackReport[] {
  const callbacks = callbacksOf(conversation);
  const told = callbacks.filter(({ key }) => ledgerOf(conversation, key).key === key);
  const unrecorded = told.filter(({ key }) => !conversation.callbacks.some((record) => record.key === key));
  const dueOf = ({ key, placement, triggers }: CallbackRecord) =>
    told.find((one) => one.key === key)?.due ??
    placement?.due ??
    beginningOf(conversation, key) ??
    triggers[0]?.due;
  return [
    ...conversation.callbacks.map((record) => reportCallback(record, dueOf(record))),
    ...unrecorded.map(({ key, due }) => reportCallback({ key, triggers: [] }, due)),
  ];
}

function reportCallback(
  { key, triggers, placement }: CallbackRecord,
  due: EpochMs | undefined,
): CallbackReport {
  return {
    key,
    due: isImmediate(key) ? (due === undefined ? null : toIso(due)) : key,
    // Who asks for a slot has decided nothing yet.
    outcomes: triggers.flatMap((one) =>
      one.fate.kind === 'asking' ? [] : [reportOutcome(one.trigger, one.fate)],
    ),
    ...(placement && { placement: reportPlacement(placement) }),
  };
}

function reportOutcome(trigger: Trigger, fate: Exclude<TriggerFate, { kind: 'asking' }>): OutcomeReport {
  const reason = 'because' in fate ? fate.because : undefined;
  return {
    trigger: trigger.kind,
    at: toIso('until' in fate ? fate.since : fate.at),
    outcome: fate.kind,
    ...(reason !== undefined && { reason }),
  };
}

function reportPlacement(placement: Placement): PlacementReport {
  const { kind, placementKey, automation, placer, attempt, firedAt } = placement;
  const reason = 'because' in placement ? { reason: placement.because } : {};
  return {
    state: kind,
    placementKey,
    automation,
    placer,
    attempt,
    firedAt: toIso(firedAt),
    ...reason,
    ...iso('unknownSince', kind === 'unknown' ? placement.since : undefined),
    ...iso('nextTryAt', nextTryOf(placement)),
  };
}

function nextTryOf(placement: Placement): EpochMs | undefined {
  switch (placement.kind) {
    case 'retry':
      return placement.at;
    case 'unknown':
      return placement.settleAt;
    case 'placed':
      return placement.cleanUp?.at;
    default:
      return undefined;
  }
}
