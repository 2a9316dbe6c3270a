import {
  duration,
  instant,
  instantOrText,
  type Kind,
  listOf,
  marked,
  text,
  textOr,
  whole,
  word,
} from '#shared/adapters/dynamodb/codec/kinds.ts';
import { lettered, maybe, variantOf } from '#shared/adapters/dynamodb/codec/record.ts';
import type { Announcement, AnnouncementType } from '#shared/domain/announcement.ts';
import type {
  CallbackRecord,
  Claim,
  CleanUp,
  DeferReason,
  LeftReason,
  OutboxEntry,
  Placement,
  Trigger,
  TriggerFate,
  TriggerRecord,
} from '#shared/domain/conversation.ts';

const leftReason = word<LeftReason>({
  'with-agent': 0,
  ended: 1,
  rescheduled: 2,
  'left-to-agent': 3,
  'already-called': 4,
  'call-in-progress': 5,
  'agent-gone': 6,
  ours: 7,
  'external-dialer': 8,
  native: 9,
  'customer-already-reached': 10,
});
const deferReason = word<DeferReason>({
  'call-in-progress': 0,
  'routing-unknown': 1,
  'outside-calling-hours': 2,
  'told-otherwise': 3,
  'outcome-unknown': 4,
});
const reason = textOr([
  'with-agent',
  'ended',
  'rescheduled',
  'left-to-agent',
  'already-called',
  'agent-gone',
]);
const announcementType = word<AnnouncementType>({
  CallbackDue: 0,
  CallbackPlaced: 1,
  CallbackLeft: 2,
  CallbackPlacementFailed: 3,
  CallbackPlacementUnknown: 4,
});
const outcome = word<Announcement['outcome']>({ placed: 0, left: 1, failed: 2, expired: 3, unknown: 4 });
const triggerName = word<Announcement['trigger']>({ scheduled: 0, timeout: 1 });

const trigger = variantOf<Trigger>({ scheduled: {}, timeout: { at: instant } });

const waiting = { since: instant, until: instant };
const done = { at: instant, because: maybe(text) };
const fate = variantOf<TriggerFate>({
  left: { because: leftReason, at: instant },
  expired: { at: instant },
  placed: done,
  failed: done,
  deferred: { because: deferReason, ...waiting },
  paused: waiting,
  paced: waiting,
  asking: waiting,
});

const triggerRecord = lettered<TriggerRecord>({ trigger, due: instant, held: duration, fate });

const whereCallsShow = word<NonNullable<Claim['shows']>>({ 'in-conversation': 0, elsewhere: 1, unasked: 2 });
const claim = {
  token: text,
  placementKey: text,
  trigger,
  due: instant,
  claimedAt: instant,
  firedAt: instant,
  attempt: whole,
  automation: text,
  placer: text,
  doubtAnnounced: maybe(marked),
  doubted: maybe(marked),
};
const traits = { shows: maybe(whereCallsShow), cleansUp: maybe(marked) };
const cleanUp = lettered<CleanUp>({ at: instant, tries: whole, isSlot: maybe(marked) });
const placement = variantOf<Placement>({
  placing: { ...claim, leaseUntil: instant, ...traits },
  retry: { ...claim, at: instant, because: text, ...traits },
  unknown: {
    ...claim,
    since: instant,
    because: text,
    settleAt: maybe(instant),
    ...traits,
    isSlot: maybe(marked),
    absentSince: maybe(instant),
  },
  placed: { ...claim, at: instant, ...traits, cleanUp: maybe(cleanUp) },
  failed: { ...claim, at: instant, because: text, ...traits },
});

export const callback: Kind<CallbackRecord> = lettered<CallbackRecord>({
  key: instantOrText,
  triggers: listOf(triggerRecord),
  since: maybe(instant),
  agentConnectedAt: maybe(instant),
  placement: maybe(placement),
  ours: maybe(marked),
  toldAt: maybe(instant),
  toldLastAt: maybe(instant),
});

const announcement = lettered<Announcement>({
  type: announcementType,
  conversationId: text,
  callbackKey: instantOrText,
  placementKey: text,
  due: instant,
  trigger: triggerName,
  firedAt: instant,
  outcome,
  reason: maybe(reason),
  automation: maybe(text),
  queueId: maybe(text),
});

export const outboxEntry: Kind<OutboxEntry> = lettered<OutboxEntry>({
  announcement,
  tries: whole,
  nextTryAt: instant,
});
