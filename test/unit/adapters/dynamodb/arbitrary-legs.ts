import fc from 'fast-check';
import type { Register } from '#shared/domain/conversation.ts';
import { type Call, LEG_STATES, type LegFacts } from '#shared/domain/observation.ts';
import type { Order } from '#shared/domain/order.ts';

import {
  duration,
  instant,
  type Model,
  record,
  text,
} from '#test/unit/adapters/dynamodb/arbitrary-values.ts';

const state = fc.constantFrom(...LEG_STATES);

export const order = record<Model<Order>, 'arrivedAt' | 'fingerprint'>(
  { stampedAt: instant, recordedAt: instant, arrivedAt: instant, fingerprint: text },
  ['arrivedAt', 'fingerprint'],
) as fc.Arbitrary<Order>;

export const leg = record<Model<LegFacts>, never>(
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
    contactId: text,
    phoneColumn: text,
  },
  [],
) as fc.Arbitrary<LegFacts>;

export const call = record<Model<Call>, 'id' | 'state' | 'direction'>(
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
export const register = <T>(value: fc.Arbitrary<T>, orders: fc.Arbitrary<Order>): fc.Arbitrary<Register<T>> =>
  fc.record({ order: orders, value });
