import { describe, expect, it } from 'vitest';
import { fromItem, toItem } from '#shared/adapters/dynamodb/conversation-item.ts';
import type { Announcement, AnnouncementType } from '#shared/domain/announcement.ts';
import type { Conversation, Placement, TriggerFate } from '#shared/domain/conversation.ts';
import type { LegFacts, LegState } from '#shared/domain/observation.ts';
import { durationMs, epochMs } from '#shared/domain/time.ts';

// Small instants around 0, so that what is stored can be read.
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

/** Every field, and every word that is stored by a letter or by its place in a list. */
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

const STORED = {
  customerLegs: [
    '[["sraf",1,2,3,"print"],[["pcrCsiftbkeEwWquaXVnml","participant","communication","peer",2,0,4,5,6,7,',
    '8,9,"answerer","queue","user","config","number","name","key"]]]',
  ].join(''),
  otherLegs: [
    '[0,[["Qxv"],["A"],["O"],["s",0],["s",1],["s",2],["s",3],["s",4],["s",5],["s",6],["s",7],["s",8],',
    '["s",9],["s",10],["s",11],["s",12],["s",13]]]',
  ].join(''),
  calls: ['[0,[["isIbke","a",8,1,2,3],["isO","b",8],["isU","c",8]]]'].join(''),
  joined: ['[["il","c:communication",[[0,["u",6]]]]]'].join(''),
  callbacks: [
    '[["kscOt","now@participant",1,2,[["tdhLba",[3],4,5,0,1],["tdhLba",[3],4,5,1,1],["tdhLba",[3],4,5,2,',
    '1],["tdhLba",[3],4,5,3,1],["tdhLba",[3],4,5,4,1],["tdhLba",[3],4,5,5,1],["tdhLba",[3],4,5,6,1],',
    '["tdhLba",[3],4,5,7,1],["tdhLba",[3],4,5,8,1],["tdhLba",[3],4,5,9,1],["tdhEa",[3],4,5,1],["tdhPa",',
    '[3],4,5,1],["tdhFab",[3],4,5,1,"http-400"],["tdhDbsu",[3],4,5,10,1,2],["tdhDbsu",[3],4,5,11,1,2],',
    '["tdhUsu",[3],4,5,1,2],["tdhCsu",[3],4,5,1,2]]],["ktp",10,[],["tkgdcfnmpYCl","token",["_4"],0,4,5,6,',
    '2,"default","announce",7]],["ktp",10,[],["tkgdcfnmpYRab",16,17,0,4,5,6,2,18,19,7,"busy"]],["ktp",10,',
    '[],["tkgdcfnmpYUsbe",16,17,0,4,5,6,2,18,19,7,"timed-out",8]],["ktp",10,[],["tkgdcfnmpYPa",16,17,0,4,',
    '5,6,2,18,19,7]],["ktp",10,[],["tkgdcfnmpYFab",16,17,0,4,5,6,2,18,19,7,"busy"]]]',
  ].join(''),
  outbox: [
    '[["atn",["yckpdTfPrmq",0,0,[4],17,4,6,1,18,5],1,9],["atn",["yckpdSfLrmq",1,0,[4],17,4,6,1,18,5],1,',
    '9],["atn",["yckpdSfFrmq",2,0,[4],17,4,6,1,18,5],1,9],["atn",["yckpdSfErmq",3,0,[4],17,4,6,1,18,5],1,',
    '9],["atn",["yckpdSfUrmq",4,0,[4],17,4,6,1,18,5],1,9]]',
  ].join(''),
  seen: ['["AAAAAAAAAAA",["AAAAAAAAAAA",9]]'].join(''),
};

// What is in the tables of users has this form. If one of these fails, the item needs a new schema number and a reader
// for the old one; only new letters, and new words at the ends of their lists, leave it as it is.
describe('schema 1 of the stored item', () => {
  it.each([
    ['schema', '1'],
    ['version', '1'],
    ['changedAt', '0'],
    ['expiresAt', '7776000'],
  ])('holds %s as the number %s', (name, number) => {
    expect(stored[name]).toEqual({ N: number });
  });

  it.each(Object.entries(STORED))('holds %s as compact JSON', (name, text) => {
    expect(stored[name]).toEqual({ S: text });
  });

  it('holds stamped bodies as the bytes of their fingerprints', () => {
    const seen = [{ fingerprint: 'AAAAAAAAAAE' }, { fingerprint: '__________8' }];
    const bytes = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255, 255, 255);
    const { B } = toItem({ ...everything, seen }, undefined)['seen']!;
    expect(new Uint8Array(B!)).toEqual(bytes);
  });

  it('can be read', () => {
    expect(fromItem('id', stored)).toEqual(everything);
  });
});
