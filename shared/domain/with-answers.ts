import { isOver } from '#shared/domain/leg.ts';
import type { Leg } from '#shared/domain/legs-of.ts';
import type { LegFacts } from '#shared/domain/observation.ts';
import type { Order } from '#shared/domain/order.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** `acd.end` with ANSWERED tells that an agent connected: puts that on the agent's leg, or makes one. */
export function withAnswers(legs: readonly Leg[]): readonly Leg[] {
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
  return { facts, order, introduced: order, purposes: ['agent'] };
}
