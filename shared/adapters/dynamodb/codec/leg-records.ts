import {
  duration,
  flag,
  instant,
  type Kind,
  listOf,
  marked,
  text,
  word,
} from '#shared/adapters/dynamodb/codec/kinds.ts';
import { lettered, maybe } from '#shared/adapters/dynamodb/codec/record.ts';
import { registerOf } from '#shared/adapters/dynamodb/codec/register.ts';
import type { JoinedLeg } from '#shared/domain/conversation.ts';
import type { Call, LegFacts, LegState, Purpose } from '#shared/domain/observation.ts';

const state = word<LegState>({
  scheduled: 0,
  alerting: 1,
  connected: 2,
  disconnected: 3,
  terminated: 4,
  dialing: 5,
  contacting: 6,
  offering: 7,
  none: 8,
  unknown: 9,
  parked: 10,
  uploading: 11,
  converting: 12,
  transmitting: 13,
});
const purpose = word<Purpose>({ customer: 0, acd: 1, agent: 2, other: 3 });
const direction = word<Call['direction']>({ inbound: 0, outbound: 1, unknown: 2 });

/** The fields that are usually there come first: which ones are there then takes fewer bytes. */
export const leg: Kind<LegFacts> = lettered<LegFacts>({
  purpose: maybe(purpose),
  state: maybe(state),
  initialState: maybe(state),
  participantId: maybe(text),
  communicationId: maybe(text),
  queueId: maybe(text),
  scheduledFor: maybe(instant),
  number: maybe(text),
  name: maybe(text),
  startedAt: maybe(instant),
  endedAt: maybe(instant),
  sessionEnded: maybe(marked),
  userId: maybe(text),
  connectedAt: maybe(instant),
  peerId: maybe(text),
  timeout: maybe(duration),
  externalCampaign: maybe(flag),
  automatedCallbackConfigId: maybe(text),
  preview: maybe(flag),
  answeredAt: maybe(instant),
  answeredBy: maybe(text),
  placementKey: maybe(text),
  contactId: maybe(text),
  phoneColumn: maybe(text),
});

export const call: Kind<Call> = lettered<Call>({
  id: text,
  state,
  direction,
  startedAt: maybe(instant),
  connectedAt: maybe(instant),
  endedAt: maybe(instant),
});

export const joinedLeg: Kind<JoinedLeg> = lettered<JoinedLeg>({ id: text, layers: listOf(registerOf(leg)) });
