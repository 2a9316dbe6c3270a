import fc from 'fast-check';
import type { Announcement } from '#shared/domain/announcement.ts';
import type {
  CallbackRecord,
  OutboxEntry,
  Placement,
  SeenBody,
  Trigger,
  TriggerFate,
  TriggerRecord,
} from '#shared/domain/conversation.ts';
import { durationMs } from '#shared/domain/time.ts';

import { count, duration, instant, text } from '#test/unit/adapters/dynamodb/arbitrary-values.ts';

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
  doubted: fc.constant(true as const),
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

export const callback = fc.record(
  {
    key,
    since: instant,
    toldAt: instant,
    toldLastAt: instant,
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

export const outboxEntry: fc.Arbitrary<OutboxEntry> = fc.record({
  announcement,
  tries: fc.oneof(fc.constant(0), count),
  nextTryAt: instant,
});

const fingerprint = fc.oneof(
  fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  text,
);
export const seen = fc.record(
  { fingerprint, unstampedAt: instant },
  { requiredKeys: ['fingerprint'] },
) as fc.Arbitrary<SeenBody>;
