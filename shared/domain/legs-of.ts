/**
 * The legs of a conversation as one list: those of the newest snapshot, overlaid with what detail events and single
 * legs told, whichever is newer field by field.
 */
import type { Conversation, JoinedLeg, Register } from '#shared/domain/conversation.ts';
import { isOver } from '#shared/domain/leg.ts';
import type { LegFacts, Purpose } from '#shared/domain/observation.ts';
import { isNewer, type Order } from '#shared/domain/order.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** One leg, and the newest news that spoke of it. */
export interface Leg {
  readonly facts: LegFacts;
  readonly order: Order;
  /** Whose it is; a leg of unknown purpose that is connected counts as the customer's and as the agent's. */
  readonly purposes: readonly Purpose[];
}

type Layers = readonly Register<LegFacts>[];

export function legsOf(conversation: Conversation): readonly Leg[] {
  const told: Layers[] = [conversation.customerLegs, conversation.otherLegs].flatMap((register) =>
    register ? register.value.map((value) => [{ order: register.order, value }]) : [],
  );
  const stacks = conversation.joined.reduce(joinLeg, told);
  return withAnswers(stacks.map(toLeg));
}

/** Lays a joined leg over the leg it speaks of, or beside the others when there is none. */
function joinLeg(stacks: readonly Layers[], { layers }: JoinedLeg): Layers[] {
  const facts = flatten(layers);
  const at = stacks.findIndex((stack) => isSameLeg(flatten(stack), facts));
  return at === -1 ? [...stacks, layers] : stacks.with(at, [...(stacks[at] ?? []), ...layers]);
}

/**
 * Communication ids decide where both are known. Participant ids alone do so only for the same scheduled time: a
 * rescheduled callback may go on with the same participant, and a session's end ends only its own.
 */
function isSameLeg(leg: LegFacts, joined: LegFacts): boolean {
  if (leg.communicationId !== undefined && joined.communicationId !== undefined) {
    return leg.communicationId === joined.communicationId;
  }
  if (leg.participantId === undefined || leg.participantId !== joined.participantId) return false;
  const times = [leg.scheduledFor, joined.scheduledFor];
  return times.includes(undefined) || leg.scheduledFor === joined.scheduledFor;
}

const oldestFirst = (layers: Layers) =>
  layers.toSorted((a, b) => (isNewer(a.order, b.order) ? 1 : isNewer(b.order, a.order) ? -1 : 0));

const flatten = (layers: Layers): LegFacts =>
  layers.length === 1 && layers[0]
    ? layers[0].value
    : Object.assign({}, ...oldestFirst(layers).map(({ value }) => value));

function toLeg(layers: Layers): Leg {
  const facts = flatten(layers);
  const order = layers.map((layer) => layer.order).reduce((a, b) => (isNewer(b, a) ? b : a));
  return { facts, order, purposes: facts.purpose ? [facts.purpose] : purposesOf(facts) };
}

/** The purpose of a leg that tells none, by the marks that only certain legs carry. */
function purposesOf({ peerId, initialState, state }: LegFacts): readonly Purpose[] {
  if (peerId !== undefined || initialState === 'alerting') return ['agent'];
  if (initialState === 'scheduled') return ['customer'];
  return state === 'connected' ? ['customer', 'agent'] : ['customer'];
}

/** `acd.end` with ANSWERED tells that an agent connected: puts that on the agent's leg, or makes one. */
function withAnswers(legs: readonly Leg[]): readonly Leg[] {
  const all = [...legs];
  for (const { facts, order } of legs) {
    if (facts.answeredAt === undefined) continue;
    const at = all.findLastIndex((leg) => isAnsweredLeg(leg.facts, facts));
    const agent = all[at];
    if (agent === undefined) all.push(toAgentLeg(facts, order));
    else all[at] = withConnected(agent, facts.answeredAt);
  }
  return all;
}

function withConnected({ facts, ...leg }: Leg, connectedAt: EpochMs): Leg {
  const state = isOver(facts) ? {} : { state: 'connected' as const };
  return { ...leg, facts: { connectedAt, ...facts, ...state } };
}

const isAnsweredLeg = (leg: LegFacts, { answeredAt, answeredBy }: LegFacts) =>
  answeredAt !== undefined &&
  leg.purpose === 'agent' &&
  leg.userId !== undefined &&
  leg.userId === answeredBy &&
  (leg.startedAt ?? answeredAt) <= answeredAt &&
  (leg.endedAt ?? answeredAt) >= answeredAt;

function toAgentLeg({ answeredAt, answeredBy, queueId, scheduledFor }: LegFacts, order: Order): Leg {
  const facts: LegFacts = {
    purpose: 'agent',
    state: 'connected',
    ...(answeredAt !== undefined && { connectedAt: answeredAt }),
    ...(answeredBy !== undefined && { userId: answeredBy }),
    ...(queueId !== undefined && { queueId }),
    ...(scheduledFor !== undefined && { scheduledFor }),
  };
  return { facts, order, purposes: ['agent'] };
}
