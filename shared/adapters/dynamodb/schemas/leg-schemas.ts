import * as v from 'valibot';
import { Duration, exactly, Instant, listed, maybe } from '#shared/adapters/dynamodb/schemas/exactly.ts';
import type { JoinedLeg, Register } from '#shared/domain/conversation.ts';
import { type Call, LEG_STATES, type LegFacts, type LegState } from '#shared/domain/observation.ts';
import type { Order } from '#shared/domain/order.ts';

const State = exactly<LegState>()(v.picklist(LEG_STATES));

const OrderSchema = exactly<Order>()(
  v.strictObject({
    stampedAt: maybe(Instant),
    recordedAt: maybe(Instant),
    arrivedAt: Instant,
    fingerprint: v.string(),
  }),
);

const LegSchema = exactly<LegFacts>()(
  v.strictObject({
    participantId: maybe(v.string()),
    communicationId: maybe(v.string()),
    peerId: maybe(v.string()),
    purpose: maybe(v.picklist(['customer', 'acd', 'agent', 'other'])),
    state: maybe(State),
    initialState: maybe(State),
    scheduledFor: maybe(Instant),
    timeout: maybe(Duration),
    startedAt: maybe(Instant),
    connectedAt: maybe(Instant),
    endedAt: maybe(Instant),
    sessionEnded: maybe(v.literal(true)),
    answeredAt: maybe(Instant),
    answeredBy: maybe(v.string()),
    queueId: maybe(v.string()),
    userId: maybe(v.string()),
    automatedCallbackConfigId: maybe(v.string()),
    externalCampaign: maybe(v.boolean()),
    preview: maybe(v.boolean()),
    number: maybe(v.string()),
    name: maybe(v.string()),
    placementKey: maybe(v.string()),
  }),
);

const CallSchema = exactly<Call>()(
  v.strictObject({
    id: v.string(),
    state: State,
    direction: v.picklist(['inbound', 'outbound', 'unknown']),
    startedAt: maybe(Instant),
    connectedAt: maybe(Instant),
    endedAt: maybe(Instant),
  }),
);

export const LegsSchema = exactly<Register<readonly LegFacts[]>>()(
  v.strictObject({ order: OrderSchema, value: listed(LegSchema) }),
);

export const CallsSchema = exactly<Register<readonly Call[]>>()(
  v.strictObject({ order: OrderSchema, value: listed(CallSchema) }),
);

const LayerSchema = exactly<Register<LegFacts>>()(v.strictObject({ order: OrderSchema, value: LegSchema }));

export const JoinedSchema = v.array(
  exactly<JoinedLeg>()(v.strictObject({ id: v.string(), layers: listed(LayerSchema) })),
);
