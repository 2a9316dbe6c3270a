import {
  amount,
  instant,
  instantOrText,
  type Kind,
  listOf,
  ownText,
  text,
  word,
} from '#shared/adapters/dynamodb/codec/kinds.ts';
import { recordOf } from '#shared/adapters/dynamodb/codec/record.ts';
import type { Announcement, AnnouncementType } from '#shared/domain/announcement.ts';
import type {
  CallbackRecord,
  DeferReason,
  LeftReason,
  OutboxEntry,
  Placement,
  Trigger,
  TriggerFate,
  TriggerRecord,
} from '#shared/domain/conversation.ts';
import { durationMs } from '#shared/domain/time.ts';

// Stored by place: these lists may only grow at their ends.
const reason = word<string>([
  'with-agent',
  'ended',
  'rescheduled',
  'left-to-agent',
  'already-called',
  'call-in-progress',
  'agent-gone',
  'ours',
  'external-dialer',
  'native',
  'routing-unknown',
  'outside-calling-hours',
] satisfies (LeftReason | DeferReason)[]);
const announcementType = word<AnnouncementType>([
  'CallbackDue',
  'CallbackPlaced',
  'CallbackLeft',
  'CallbackPlacementFailed',
  'CallbackPlacementUnknown',
]);

const trigger: Kind<Trigger> = {
  pack: (value, packing) => (value.kind === 'scheduled' ? 0 : [packing.instant(value.at)]),
  unpack: (packed, unpacking) =>
    Array.isArray(packed) ? { kind: 'timeout', at: unpacking.instant(packed[0]) } : { kind: 'scheduled' },
};

type FlatTriggerRecord = Omit<TriggerRecord, 'fate'> & TriggerFate;

const flatTriggerRecord = recordOf<FlatTriggerRecord>({
  trigger: { letter: 't', kind: trigger },
  due: { letter: 'd', kind: instant },
  held: { letter: 'h', kind: amount, usual: durationMs(0) },
  kind: {
    letters: [
      ['L', 'left'],
      ['E', 'expired'],
      ['P', 'placed'],
      ['F', 'failed'],
      ['D', 'deferred'],
      ['U', 'paused'],
      ['C', 'paced'],
    ],
  },
  at: { letter: 'a', kind: instant },
  because: { letter: 'b', kind: reason },
  since: { letter: 's', kind: instant },
  until: { letter: 'u', kind: instant },
});

/** A trigger and its fate have no field in common, so that they share one record. */
const triggerRecord: Kind<TriggerRecord> = {
  pack: ({ fate, ...rest }, packing) => flatTriggerRecord.pack({ ...rest, ...fate }, packing),
  unpack: (packed, unpacking) => {
    const { trigger, due, held, ...fate } = flatTriggerRecord.unpack(packed, unpacking);
    return { trigger, due, held, fate };
  },
};

const placement = recordOf<Placement>({
  kind: {
    letters: [
      ['C', 'placing'],
      ['R', 'retry'],
      ['U', 'unknown'],
      ['P', 'placed'],
      ['F', 'failed'],
    ],
  },
  token: { letter: 't', kind: text },
  placementKey: { letter: 'k', kind: ownText },
  trigger: { letter: 'g', kind: trigger },
  due: { letter: 'd', kind: instant },
  claimedAt: { letter: 'c', kind: instant },
  firedAt: { letter: 'f', kind: instant },
  attempt: { letter: 'n', kind: amount, usual: 1 },
  automation: { letter: 'm', kind: text },
  placer: { letter: 'p', kind: text },
  leaseUntil: { letter: 'l', kind: instant },
  at: { letter: 'a', kind: instant },
  because: { letter: 'b', kind: reason },
  since: { letter: 's', kind: instant },
  settleAt: { letter: 'e', kind: instant },
  doubtAnnounced: { letters: [['Y', true]] },
});

export const callback: Kind<CallbackRecord> = recordOf<CallbackRecord>({
  key: { letter: 'k', kind: instantOrText },
  since: { letter: 's', kind: instant },
  agentConnectedAt: { letter: 'c', kind: instant },
  ours: { letters: [['O', true]] },
  triggers: { letter: 't', kind: listOf(triggerRecord) },
  placement: { letter: 'p', kind: placement },
});

const announcement = recordOf<Announcement>({
  type: { letter: 'y', kind: announcementType },
  conversationId: { letter: 'c', kind: text },
  callbackKey: { letter: 'k', kind: instantOrText },
  placementKey: { letter: 'p', kind: ownText },
  due: { letter: 'd', kind: instant },
  trigger: {
    letters: [
      ['S', 'scheduled'],
      ['T', 'timeout'],
    ],
  },
  firedAt: { letter: 'f', kind: instant },
  outcome: {
    letters: [
      ['P', 'placed'],
      ['L', 'left'],
      ['F', 'failed'],
      ['E', 'expired'],
      ['U', 'unknown'],
    ],
  },
  reason: { letter: 'r', kind: reason },
  automation: { letter: 'm', kind: text },
  queueId: { letter: 'q', kind: text },
});

export const outboxEntry: Kind<OutboxEntry> = recordOf<OutboxEntry>({
  announcement: { letter: 'a', kind: announcement },
  tries: { letter: 't', kind: amount, usual: 0 },
  nextTryAt: { letter: 'n', kind: instant },
});
