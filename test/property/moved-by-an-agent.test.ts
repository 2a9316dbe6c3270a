/** An agent takes a callback and moves it: whose the agent is must not depend on the order in which that is told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '#shared/domain/decide.ts';
import type { LegFacts, Observation } from '#shared/domain/observation.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { recorded } from '#test/builders/conversations.ts';
import { circumstances } from '#test/builders/decisions.ts';
import { aConnectedAgentLeg, aCustomerLeg, aSnapshot } from '#test/builders/observations.ts';
import { noon } from '#test/builders/times.ts';

const MOVED_TO = noon(7200);

const snapshot = (stampedAt: EpochMs, scheduledFor: EpochMs, ...agents: LegFacts[]): Observation =>
  aSnapshot([aCustomerLeg({ scheduledFor }), ...agents], stampedAt);

/** The agent's leg tells no time, so that it may be of either callback. */
function anAgent(facts: LegFacts = {}): LegFacts {
  const { scheduledFor: _, ...agent } = aConnectedAgentLeg(noon(61), facts);
  return agent;
}

const gone = anAgent({ state: 'disconnected', endedAt: noon(66) });
const ARRIVED = noon(300);

/** What is decided when the moved time has come. */
function decisionAfter(told: readonly Observation[]) {
  const conversation = recorded(told, ARRIVED);
  const key = new Date(MOVED_TO).toISOString();
  const record = conversation.callbacks.find((one) => one.key === key) ?? { key, triggers: [] };
  const question = { key, record, trigger: { kind: 'scheduled' }, due: MOVED_TO } as const;
  return decide(conversation, question, circumstances({ now: MOVED_TO }));
}

describe('a callback that an agent moved while connected', () => {
  const told = [
    snapshot(noon(0), noon(60)),
    snapshot(noon(61), noon(60), anAgent()),
    snapshot(noon(65), MOVED_TO, anAgent()),
    snapshot(noon(66), MOVED_TO, gone),
  ];
  const ORDERS = fc.shuffledSubarray(told, { minLength: told.length });

  it('is placed at its new time, in whatever order that is told', () => {
    fc.assert(
      fc.property(ORDERS, (order) => {
        expect(decisionAfter(order).kind).toBe('place');
      }),
    );
  });

  it('is left to an agent who takes it after it was moved, in whatever order that is told', () => {
    const taken = anAgent({ participantId: 'another', communicationId: 'another', connectedAt: noon(90) });
    const all = [...told, snapshot(noon(90), MOVED_TO, gone, taken)];
    const orders = fc.shuffledSubarray(all, { minLength: all.length });
    const left = { kind: 'left', because: 'with-agent' };
    fc.assert(
      fc.property(orders, (order) => {
        expect(decisionAfter(order)).toEqual(left);
      }),
    );
  });
});
