import { amount, instant, type Kind, listOf, text, word } from '#shared/adapters/dynamodb/codec/kinds.ts';
import { recordOf } from '#shared/adapters/dynamodb/codec/record.ts';
import { registerOf } from '#shared/adapters/dynamodb/codec/register.ts';
import type { JoinedLeg } from '#shared/domain/conversation.ts';
import type { Call, LegFacts, LegState } from '#shared/domain/observation.ts';

// Stored by place: this list may only grow at its end.
const state = word<LegState>([
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
]);

export const leg: Kind<LegFacts> = recordOf<LegFacts>({
  participantId: { letter: 'p', kind: text },
  communicationId: { letter: 'c', kind: text },
  peerId: { letter: 'r', kind: text },
  purpose: {
    letters: [
      ['C', 'customer'],
      ['Q', 'acd'],
      ['A', 'agent'],
      ['O', 'other'],
    ],
  },
  state: { letter: 's', kind: state },
  initialState: { letter: 'i', kind: state },
  scheduledFor: { letter: 'f', kind: instant },
  timeout: { letter: 't', kind: amount },
  startedAt: { letter: 'b', kind: instant },
  connectedAt: { letter: 'k', kind: instant },
  endedAt: { letter: 'e', kind: instant },
  sessionEnded: { letters: [['E', true]] },
  answeredAt: { letter: 'w', kind: instant },
  answeredBy: { letter: 'W', kind: text },
  queueId: { letter: 'q', kind: text },
  userId: { letter: 'u', kind: text },
  automatedCallbackConfigId: { letter: 'a', kind: text },
  externalCampaign: {
    letters: [
      ['X', true],
      ['x', false],
    ],
  },
  preview: {
    letters: [
      ['V', true],
      ['v', false],
    ],
  },
  number: { letter: 'n', kind: text },
  name: { letter: 'm', kind: text },
  placementKey: { letter: 'l', kind: text },
});

export const call: Kind<Call> = recordOf<Call>({
  id: { letter: 'i', kind: text },
  state: { letter: 's', kind: state },
  direction: {
    letters: [
      ['I', 'inbound'],
      ['O', 'outbound'],
      ['U', 'unknown'],
    ],
  },
  startedAt: { letter: 'b', kind: instant },
  connectedAt: { letter: 'k', kind: instant },
  endedAt: { letter: 'e', kind: instant },
});

export const joinedLeg: Kind<JoinedLeg> = recordOf<JoinedLeg>({
  id: { letter: 'i', kind: text },
  layers: { letter: 'l', kind: listOf(registerOf(leg)) },
});
