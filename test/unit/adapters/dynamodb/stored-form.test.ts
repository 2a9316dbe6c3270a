import { describe, expect, it } from 'vitest';
import { fromItem, toItem } from '#shared/adapters/dynamodb/conversation-item.ts';
import type { Announcement, AnnouncementType } from '#shared/domain/announcement.ts';
import type { Conversation, Placement, TriggerFate } from '#shared/domain/conversation.ts';
import type { LegFacts, LegState } from '#shared/domain/observation.ts';
import { durationMs, epochMs } from '#shared/domain/time.ts';

const at = epochMs;
const order = { stampedAt: at(1), recordedAt: at(2), arrivedAt: at(3), fingerprint: 'print' };

const everyFact: LegFacts = {
  participantId: 'participant',
  communicationId: 'communication',
  peerId: 'peer',
  purpose: 'customer',
  state: 'connected',
  initialState: 'scheduled',
  scheduledFor: at(4),
  timeout: durationMs(5),
  startedAt: at(6),
  connectedAt: at(7),
  endedAt: at(8),
  sessionEnded: true,
  answeredAt: at(9),
  answeredBy: 'answerer',
  queueId: 'queue',
  userId: 'user',
  automatedCallbackConfigId: 'config',
  externalCampaign: true,
  preview: true,
  number: 'number',
  name: 'name',
  placementKey: 'key',
};

const STATES: LegState[] = [
  'scheduled',
  'alerting',
  'connected',
  'disconnected',
  'terminated',
  'dialing',
  'contacting',
  'offering',
  'none',
  'unknown',
  'parked',
  'uploading',
  'converting',
  'transmitting',
];

const FATES: TriggerFate[] = [
  { kind: 'left', because: 'with-agent', at: at(1) },
  { kind: 'left', because: 'ended', at: at(1) },
  { kind: 'left', because: 'rescheduled', at: at(1) },
  { kind: 'left', because: 'left-to-agent', at: at(1) },
  { kind: 'left', because: 'already-called', at: at(1) },
  { kind: 'left', because: 'call-in-progress', at: at(1) },
  { kind: 'left', because: 'agent-gone', at: at(1) },
  { kind: 'left', because: 'ours', at: at(1) },
  { kind: 'left', because: 'external-dialer', at: at(1) },
  { kind: 'left', because: 'native', at: at(1) },
  { kind: 'expired', at: at(1) },
  { kind: 'placed', at: at(1) },
  { kind: 'failed', at: at(1), because: 'http-400' },
  { kind: 'deferred', because: 'routing-unknown', since: at(1), until: at(2) },
  { kind: 'deferred', because: 'outside-calling-hours', since: at(1), until: at(2) },
  { kind: 'paused', since: at(1), until: at(2) },
  { kind: 'paced', since: at(1), until: at(2) },
];

const claim = {
  token: 'token',
  placementKey: 'id_4',
  trigger: { kind: 'scheduled' },
  due: at(4),
  claimedAt: at(5),
  firedAt: at(6),
  attempt: 2,
  automation: 'default',
  placer: 'announce',
  doubtAnnounced: true,
  doubted: true,
} as const;
const PLACEMENTS: Placement[] = [
  { ...claim, kind: 'placing', leaseUntil: at(7) },
  { ...claim, kind: 'retry', at: at(7), because: 'busy' },
  { ...claim, kind: 'unknown', since: at(7), because: 'timed-out', settleAt: at(8) },
  { ...claim, kind: 'placed', at: at(7) },
  { ...claim, kind: 'failed', at: at(7), because: 'busy' },
];

const announcement: Announcement = {
  type: 'CallbackDue',
  conversationId: 'id',
  callbackKey: '1970-01-01T00:00:00.004Z',
  placementKey: 'id_4',
  due: at(4),
  trigger: 'scheduled',
  firedAt: at(6),
  outcome: 'placed',
  reason: 'ended',
  automation: 'default',
  queueId: 'queue',
};
const TYPES: AnnouncementType[] = [
  'CallbackDue',
  'CallbackPlaced',
  'CallbackLeft',
  'CallbackPlacementFailed',
  'CallbackPlacementUnknown',
];
const OUTCOMES: Announcement['outcome'][] = ['placed', 'left', 'failed', 'expired', 'unknown'];

/** Every field, and every word that is stored by its number. */
const everything: Conversation = {
  conversationId: 'id',
  version: 1,
  changedAt: at(0),
  customerLegs: { order, value: [everyFact] },
  otherLegs: {
    order,
    value: [
      { purpose: 'acd', externalCampaign: false, preview: false },
      { purpose: 'agent' },
      { purpose: 'other' },
      ...STATES.map((state) => ({ state })),
    ],
  },
  calls: {
    order,
    value: [
      { id: 'a', state: 'none', direction: 'inbound', startedAt: at(1), connectedAt: at(2), endedAt: at(3) },
      { id: 'b', state: 'none', direction: 'outbound' },
      { id: 'c', state: 'none', direction: 'unknown' },
    ],
  },
  joined: [{ id: 'c:communication', layers: [{ order, value: { userId: 'user' } }] }],
  callbacks: [
    {
      key: 'now@participant',
      since: at(1),
      toldAt: at(5),
      toldLastAt: at(6),
      agentConnectedAt: at(2),
      ours: true,
      triggers: FATES.map((fate) => ({
        trigger: { kind: 'timeout', at: at(3) },
        due: at(4),
        held: durationMs(5),
        fate,
      })),
    },
    ...PLACEMENTS.map((placement) => ({ key: 'key', triggers: [], placement })),
  ],
  outbox: TYPES.map((type, place) => ({
    announcement: {
      ...announcement,
      type,
      outcome: OUTCOMES[place]!,
      trigger: place === 0 ? ('timeout' as const) : ('scheduled' as const),
    },
    tries: 1,
    nextTryAt: at(9),
  })),
  seen: [{ fingerprint: 'AAAAAAAAAAA' }, { fingerprint: 'AAAAAAAAAAA', unstampedAt: at(9) }],
};

const stored = toItem(everything, undefined);

const STATE = [
  '0102000000000000000000000201130100070100057072696e7403030501ffffff01000200000b706172746963697061',
  '6e74000d636f6d6d756e69636174696f6e000571756575650900066e756d62657200046e616d650d110004757365720f',
  '0004706565720b010006636f6e66696701130008616e73776572657200036b6579010111818014010000010201030200',
  '020102020203020402050206020702080209020a020b020c020d01010300016108000703050700016208010000016308',
  '020001000f633a636f6d6d756e69636174696f6e010180200b0600000f6e6f77407061727469636970616e7411010709',
  '0b0000030107090b0001030107090b0002030107090b0003030107090b0004030107090b0005030107090b0006030107',
  '090b0007030107090b0008030107090b0009030107090b01030107090b0203000107090b0303010008687474702d3430',
  '300107090b040103050107090b040203050107090b0503050107090b0603053b03050b0d000f0004000005746f6b656e00',
  '0469645f3400090b0d05000764656661756c740008616e6e6f756e63650f03000f000401161700090b0d0518190f0004',
  '6275737903000f000402161700090b0d0518190f000974696d65642d6f75740711000f000403161700090b0d0518190f',
  '03000f000404161700090b0d0518190f1a0305000401091709010d00070218080313010401091709000d010702180803',
  '13020401091709000d02070218080313030401091709000d03070218080313040401091709000d04070218080313',
].join('');

// What is in the tables of users has this form. If one of these fails, the item needs a new schema number and a reader
// for the old one; only new fields that may be missing and new words, each at its list's end, leave it as it is.
describe('schema 1 of the stored item', () => {
  it.each([
    ['schema', '1'],
    ['version', '1'],
    ['expiresAt', '7776000'],
  ])('holds %s as the number %s', (name, number) => {
    expect(stored[name]).toEqual({ N: number });
  });

  it('holds the state as these bytes', () => {
    expect(Buffer.from(stored['state']!.B!).toString('hex')).toBe(STATE);
  });

  it('can be read', () => {
    expect(fromItem('id', stored)).toEqual(everything);
  });
});
