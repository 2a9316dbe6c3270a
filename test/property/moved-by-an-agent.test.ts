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

  const another = { participantId: 'another', communicationId: 'another', connectedAt: noon(90) };
  const left = { kind: 'left', because: 'with-agent' };
  const everyOrderOf = (...more: readonly Observation[]) =>
    fc.shuffledSubarray([...told, ...more], { minLength: told.length + more.length });

  it('is placed at its new time, in whatever order that is told', () => {
    fc.assert(
      fc.property(everyOrderOf(), (order) => {
        expect(decisionAfter(order).kind).toBe('place');
      }),
    );
  });

  it('is left to an agent who takes it after it was moved, in whatever order that is told', () => {
    fc.assert(
      fc.property(everyOrderOf(snapshot(noon(90), MOVED_TO, gone, anAgent(another))), (order) => {
        expect(decisionAfter(order)).toEqual(left);
      }),
    );
  });

  it('is left to an agent who took it after it was moved and left since, once the first time is told at last', () => {
    const [created, ...rest] = told;
    const taken = snapshot(noon(90), MOVED_TO, gone, anAgent(another));
    const leftIt = snapshot(
      noon(100),
      MOVED_TO,
      anAgent({ ...another, state: 'disconnected', endedAt: noon(100) }),
    );
    const late = created === undefined ? [] : [created];
    expect(decisionAfter([...rest, taken, leftIt, ...late])).toEqual(left);
    expect(decisionAfter([...late, ...rest, taken, leftIt])).toEqual(left);
  });

  it('is placed at its first time, where he moved it back, in whatever order that is told', () => {
    const first = snapshot(noon(0), MOVED_TO);
    const moved = snapshot(noon(60), noon(9000));
    const taken = snapshot(noon(61), noon(9000), anAgent());
    const back = snapshot(noon(70), MOVED_TO, anAgent());
    const over = snapshot(noon(75), MOVED_TO, anAgent({ state: 'disconnected', endedAt: noon(75) }));
    const all = [first, moved, taken, back, over];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(decisionAfter(order).kind).toBe('place');
      }),
    );
  });
});
