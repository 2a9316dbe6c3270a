import * as v from 'valibot';
import {
  Count,
  Duration,
  exactly,
  Instant,
  listed,
  maybe,
} from '#shared/adapters/dynamodb/schemas/exactly.ts';
import type { Announcement } from '#shared/domain/announcement.ts';
import type {
  CallbackRecord,
  DeferReason,
  LeftReason,
  OutboxEntry,
  Placement,
  SeenBody,
  Trigger,
  TriggerFate,
  TriggerRecord,
} from '#shared/domain/conversation.ts';

const TriggerSchema = exactly<Trigger>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('scheduled') }),
    v.strictObject({ kind: v.literal('timeout'), at: Instant }),
  ]),
);

const LeftReasonSchema = exactly<LeftReason>()(
  v.picklist([
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
  ]),
);

const DeferReasonSchema = exactly<DeferReason>()(
  v.picklist(['call-in-progress', 'routing-unknown', 'outside-calling-hours']),
);

const FateSchema = exactly<TriggerFate>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('left'), because: LeftReasonSchema, at: Instant }),
    v.strictObject({ kind: v.literal('expired'), at: Instant }),
    v.strictObject({ kind: v.picklist(['placed', 'failed']), at: Instant, because: maybe(v.string()) }),
    v.strictObject({
      kind: v.literal('deferred'),
      because: DeferReasonSchema,
      since: Instant,
      until: Instant,
    }),
    v.strictObject({ kind: v.picklist(['paused', 'paced']), since: Instant, until: Instant }),
  ]),
);

const TriggerRecordSchema = exactly<TriggerRecord>()(
  v.strictObject({ trigger: TriggerSchema, due: Instant, held: Duration, fate: FateSchema }),
);

const claim = {
  token: v.string(),
  placementKey: v.string(),
  trigger: TriggerSchema,
  due: Instant,
  claimedAt: Instant,
  firedAt: Instant,
  attempt: Count,
  automation: v.string(),
  placer: v.string(),
  doubtAnnounced: maybe(v.literal(true)),
};

const PlacementSchema = exactly<Placement>()(
  v.variant('kind', [
    v.strictObject({ ...claim, kind: v.literal('placing'), leaseUntil: Instant }),
    v.strictObject({ ...claim, kind: v.literal('retry'), at: Instant, because: v.string() }),
    v.strictObject({
      ...claim,
      kind: v.literal('unknown'),
      since: Instant,
      because: v.string(),
      settleAt: maybe(Instant),
    }),
    v.strictObject({ ...claim, kind: v.literal('placed'), at: Instant }),
    v.strictObject({ ...claim, kind: v.literal('failed'), at: Instant, because: v.string() }),
  ]),
);

export const CallbacksSchema = v.array(
  exactly<CallbackRecord>()(
    v.strictObject({
      key: v.string(),
      since: maybe(Instant),
      agentConnectedAt: maybe(Instant),
      ours: maybe(v.literal(true)),
      triggers: listed(TriggerRecordSchema),
      placement: maybe(PlacementSchema),
    }),
  ),
);

const AnnouncementSchema = exactly<Announcement>()(
  v.strictObject({
    type: v.picklist([
      'CallbackDue',
      'CallbackPlaced',
      'CallbackLeft',
      'CallbackPlacementFailed',
      'CallbackPlacementUnknown',
    ]),
    conversationId: v.string(),
    callbackKey: v.string(),
    placementKey: v.string(),
    due: Instant,
    trigger: v.picklist(['scheduled', 'timeout']),
    firedAt: Instant,
    outcome: v.picklist(['placed', 'left', 'failed', 'expired', 'unknown']),
    reason: maybe(v.string()),
    automation: maybe(v.string()),
    queueId: maybe(v.string()),
  }),
);

export const OutboxSchema = v.array(
  exactly<OutboxEntry>()(
    v.strictObject({ announcement: AnnouncementSchema, tries: Count, nextTryAt: Instant }),
  ),
);

export const SeenSchema = v.array(
  exactly<SeenBody>()(v.strictObject({ fingerprint: v.string(), unstampedAt: maybe(Instant) })),
);
