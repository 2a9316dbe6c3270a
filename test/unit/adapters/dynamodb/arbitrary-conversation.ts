import fc from 'fast-check';
import type { Announcement } from '#shared/domain/announcement.ts';
import type {
  CallbackRecord,
  Conversation,
  JoinedLeg,
  OutboxEntry,
  Placement,
  Register,
  SeenBody,
  Trigger,
  TriggerFate,
  TriggerRecord,
} from '#shared/domain/conversation.ts';
import type { Call, LegFacts, LegState } from '#shared/domain/observation.ts';
import type { Order } from '#shared/domain/order.ts';
import { type DurationMs, durationMs, type EpochMs, epochMs } from '#shared/domain/time.ts';

const CONVERSATION_IDS = ['16607c8e-1e9c-4653-afcd-17cc234eb57a', 'conversation', 'with#hash', '=', ''];
/** Few ids, so that they come again; and texts that the packed forms could be mistaken for. */
const TEXTS = [
  '0c3e1012-6a27-4c72-a2f1-2ed4219f24db',
  '0C3E1012-6A27-4C72-A2F1-2ED4219F24DB',
  'now@0c3e1012-6a27-4c72-a2f1-2ed4219f24db',
  '=0c3e1012-6a27-4c72-a2f1-2ed4219f24db',
  'DD4QEmonTHKi8S7UIZ8k2w',
  '=DD4QEmonTHKi8S7UIZ8k2w',
  'c:=DD4QEmonTHKi8S7UIZ8k2w',
  '',
  '=',
  '0',
  '__proto__',
  '\ud800',
  'Zoë 🙂',
];
const text = fc.oneof(
  fc.constantFrom(...TEXTS, ...CONVERSATION_IDS),
  fc.uuid(),
  fc.string({ unit: 'binary' }),
);
const instant = fc
  .oneof(fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }), fc.maxSafeInteger())
  .map(epochMs) as fc.Arbitrary<EpochMs>;
const duration = fc.maxSafeInteger().map(durationMs) as fc.Arbitrary<DurationMs>;
const count = fc.maxSafeNat();

/** A record whose optional keys come and go. */
const record = <T, R extends keyof T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, required: R[]) =>
  fc.record(model, { requiredKeys: required as never }) as unknown as fc.Arbitrary<T>;
type Model<T> = Required<T>;

const STATES: LegState[] = [
  'alerting',
  'dialing',
  'contacting',
  'offering',
  'connected',
  'disconnected',
  'terminated',
  'scheduled',
  'uploading',
  'converting',
  'transmitting',
  'parked',
  'none',
  'unknown',
];
const state = fc.constantFrom(...STATES);

const order = record<Model<Order>, 'arrivedAt' | 'fingerprint'>(
  { stampedAt: instant, recordedAt: instant, arrivedAt: instant, fingerprint: text },
  ['arrivedAt', 'fingerprint'],
) as fc.Arbitrary<Order>;

const leg = record<Model<LegFacts>, never>(
  {
    participantId: text,
    communicationId: text,
    peerId: text,
    purpose: fc.constantFrom('customer', 'acd', 'agent', 'other'),
    state,
    initialState: state,
    scheduledFor: instant,
    timeout: duration,
    startedAt: instant,
    connectedAt: instant,
    endedAt: instant,
    sessionEnded: fc.constant(true as const),
    answeredAt: instant,
    answeredBy: text,
    queueId: text,
    userId: text,
    automatedCallbackConfigId: text,
    externalCampaign: fc.boolean(),
    preview: fc.boolean(),
    number: text,
    name: text,
    placementKey: text,
  },
  [],
) as fc.Arbitrary<LegFacts>;

const call = record<Model<Call>, 'id' | 'state' | 'direction'>(
  {
    id: text,
    state,
    direction: fc.constantFrom('inbound', 'outbound', 'unknown'),
    startedAt: instant,
    connectedAt: instant,
    endedAt: instant,
  },
  ['id', 'state', 'direction'],
) as fc.Arbitrary<Call>;

/** Orders come again: one snapshot fills several registers. */
const register = <T>(value: fc.Arbitrary<T>, orders: fc.Arbitrary<Order>): fc.Arbitrary<Register<T>> =>
  fc.record({ order: orders, value });

const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.constant({ kind: 'scheduled' as const }),
  fc.record({ kind: fc.constant('timeout' as const), at: instant }),
);

const fate: fc.Arbitrary<TriggerFate> = fc.oneof(
  fc.record({
    kind: fc.constant('left' as const),
    because: fc.constantFrom(
      'ours',
      'ended',
      'rescheduled',
      'external-dialer',
      'call-in-progress',
      'already-called',
      'with-agent',
      'agent-gone',
      'left-to-agent',
      'native',
    ),
    at: instant,
  }),
  fc.record({ kind: fc.constant('expired' as const), at: instant }),
  fc.record(
    { kind: fc.constantFrom('placed', 'failed'), at: instant, because: text },
    { requiredKeys: ['kind', 'at'] },
  ),
  fc.record({
    kind: fc.constant('deferred' as const),
    because: fc.constantFrom('call-in-progress', 'routing-unknown', 'outside-calling-hours'),
    since: instant,
    until: instant,
  }),
  fc.record({ kind: fc.constantFrom('paused', 'paced'), since: instant, until: instant }),
);

const triggerRecord: fc.Arbitrary<TriggerRecord> = fc.record({
  trigger,
  due: instant,
  held: fc.oneof(fc.constant(durationMs(0)), duration),
  fate,
});

const claim = {
  token: text,
  placementKey: text,
  trigger,
  due: instant,
  claimedAt: instant,
  firedAt: instant,
  attempt: fc.oneof(fc.constant(1), count),
  automation: text,
  placer: text,
  doubtAnnounced: fc.constant(true as const),
};
const REQUIRED = [
  'token',
  'placementKey',
  'trigger',
  'due',
  'claimedAt',
  'firedAt',
  'attempt',
  'automation',
  'placer',
  'kind',
] as const;
const placement: fc.Arbitrary<Placement> = fc.oneof(
  fc.record(
    { ...claim, kind: fc.constant('placing' as const), leaseUntil: instant },
    { requiredKeys: [...REQUIRED, 'leaseUntil'] },
  ),
  fc.record(
    { ...claim, kind: fc.constantFrom('retry', 'failed'), at: instant, because: text },
    { requiredKeys: [...REQUIRED, 'at', 'because'] },
  ) as fc.Arbitrary<Placement>,
  fc.record(
    { ...claim, kind: fc.constant('unknown' as const), since: instant, because: text, settleAt: instant },
    { requiredKeys: [...REQUIRED, 'since', 'because'] },
  ),
  fc.record(
    { ...claim, kind: fc.constant('placed' as const), at: instant },
    { requiredKeys: [...REQUIRED, 'at'] },
  ),
);

const key = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.uuid().map((id) => `now@${id}`),
  fc.constant('2026-09-01T15:00:00Z'),
  text,
);

const callback = fc.record(
  {
    key,
    since: instant,
    agentConnectedAt: instant,
    ours: fc.constant(true as const),
    triggers: fc.array(triggerRecord, { maxLength: 3 }),
    placement,
  },
  { requiredKeys: ['key', 'triggers'] },
) as fc.Arbitrary<CallbackRecord>;

const announcement = fc.record(
  {
    type: fc.constantFrom(
      'CallbackDue',
      'CallbackPlaced',
      'CallbackLeft',
      'CallbackPlacementFailed',
      'CallbackPlacementUnknown',
    ),
    conversationId: text,
    callbackKey: key,
    placementKey: text,
    due: instant,
    trigger: fc.constantFrom('scheduled', 'timeout'),
    firedAt: instant,
    outcome: fc.constantFrom('placed', 'left', 'failed', 'expired', 'unknown'),
    reason: text,
    automation: text,
    queueId: text,
  },
  {
    requiredKeys: [
      'type',
      'conversationId',
      'callbackKey',
      'placementKey',
      'due',
      'trigger',
      'firedAt',
      'outcome',
    ],
  },
) as fc.Arbitrary<Announcement>;

const outboxEntry: fc.Arbitrary<OutboxEntry> = fc.record({
  announcement,
  tries: fc.oneof(fc.constant(0), count),
  nextTryAt: instant,
});

const fingerprint = fc.oneof(
  fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  text,
);
const seen = fc.record(
  { fingerprint, unstampedAt: instant },
  { requiredKeys: ['fingerprint'] },
) as fc.Arbitrary<SeenBody>;

/** Any conversation that the types allow, whether or not it could ever come about. */
export const arbitraryConversation: fc.Arbitrary<Conversation> = fc
  .array(order, { minLength: 1, maxLength: 3 })
  .chain((orders) => {
    const known = fc.oneof(fc.constantFrom(...orders), order);
    const joined: fc.Arbitrary<JoinedLeg> = fc.record({
      id: fc.oneof(
        text,
        fc.uuid().map((id) => `c:${id}`),
      ),
      layers: fc.array(register(leg, known), { maxLength: 3 }),
    });
    return fc.record({
      conversationId: fc.oneof(fc.constantFrom(...CONVERSATION_IDS), fc.uuid()),
      version: count,
      customerLegs: fc.option(register(fc.array(leg, { maxLength: 3 }), known), { nil: undefined }),
      otherLegs: fc.option(register(fc.array(leg, { maxLength: 3 }), known), { nil: undefined }),
      calls: fc.option(register(fc.array(call, { maxLength: 3 }), known), { nil: undefined }),
      joined: fc.array(joined, { maxLength: 3 }),
      callbacks: fc.array(callback, { maxLength: 3 }),
      outbox: fc.array(outboxEntry, { maxLength: 3 }),
      seen: fc.array(seen, { maxLength: 17 }),
      changedAt: instant,
    });
  })
  // Plain objects, as the program makes them: fast-check's have no prototype.
  .map((conversation) => structuredClone(conversation));
