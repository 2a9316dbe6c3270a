import type { Conversation, Placement } from '#shared/domain/conversation.ts';
import type { LegFacts } from '#shared/domain/observation.ts';
import { durationMs } from '#shared/domain/time.ts';
import { NOON, noon } from '#test/builders/times.ts';

/** Ids that share nothing, as Genesys makes them. */
const uuid = (seed: number) => {
  const hex = Array.from({ length: 32 }, (_, place) =>
    (Math.floor(Math.abs(Math.sin(seed * 100 + place)) * 16) & 15).toString(16),
  ).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
const fingerprint = (seed: number) =>
  Buffer.from(Array.from({ length: 8 }, (_, place) => (seed * 37 + place * 101) & 255)).toString('base64url');

const CONVERSATION_ID = uuid(1);
const CUSTOMER_SESSION = uuid(2);
/** What Genesys repeats on every leg of a callback. */
const shared: LegFacts = {
  scheduledFor: NOON,
  queueId: uuid(3),
  automatedCallbackConfigId: uuid(4),
  externalCampaign: false,
  number: '+493012345678',
  name: 'Erika Mustermann',
};
const order = {
  stampedAt: noon(-60, 512),
  recordedAt: noon(-61, 87),
  arrivedAt: noon(-60, 894),
  fingerprint: fingerprint(15),
};

/** A callback that an agent has taken: three legs with all that Genesys tells of them. */
export const typicalConversation: Conversation = {
  conversationId: CONVERSATION_ID,
  version: 17,
  changedAt: order.arrivedAt,
  customerLegs: {
    order,
    value: [
      {
        participantId: uuid(5),
        communicationId: CUSTOMER_SESSION,
        purpose: 'customer',
        state: 'connected',
        startedAt: noon(-7200, 123),
        connectedAt: noon(-3600, 456),
        ...shared,
      },
    ],
  },
  otherLegs: {
    order,
    value: [
      {
        participantId: uuid(6),
        communicationId: uuid(7),
        peerId: CUSTOMER_SESSION,
        purpose: 'acd',
        state: 'connected',
        startedAt: noon(-3600, 460),
        connectedAt: noon(-3600, 470),
        ...shared,
      },
      {
        participantId: uuid(8),
        communicationId: uuid(9),
        peerId: CUSTOMER_SESSION,
        purpose: 'agent',
        state: 'connected',
        timeout: durationMs(30_000),
        startedAt: noon(-65, 3),
        connectedAt: noon(-61, 87),
        userId: uuid(10),
        ...shared,
      },
    ],
  },
  calls: undefined,
  joined: [],
  callbacks: [
    {
      key: '2026-09-01T12:00:00.000Z',
      agentConnectedAt: noon(-61, 87),
      triggers: [
        {
          trigger: { kind: 'scheduled' },
          due: NOON,
          held: durationMs(0),
          fate: { kind: 'left', because: 'with-agent', at: noon(0, 12) },
        },
        {
          trigger: { kind: 'timeout', at: noon(-31, 87) },
          due: noon(-31, 87),
          held: durationMs(0),
          fate: { kind: 'left', because: 'left-to-agent', at: noon(-31, 99) },
        },
      ],
    },
  ],
  outbox: [],
  seen: Array.from({ length: 16 }, (_, seed) => ({ fingerprint: fingerprint(seed) })),
};

const placement: Placement = {
  kind: 'placed',
  token: uuid(11),
  placementKey: `${CONVERSATION_ID}_${NOON}`,
  trigger: { kind: 'scheduled' },
  due: NOON,
  claimedAt: noon(0, 12),
  firedAt: noon(0, 12),
  attempt: 1,
  automation: 'default',
  placer: 'announce',
  at: noon(0, 61),
};

/** The same once it was placed. */
export const placedConversation: Conversation = {
  ...typicalConversation,
  callbacks: typicalConversation.callbacks.map((callback) => ({ ...callback, placement })),
};
