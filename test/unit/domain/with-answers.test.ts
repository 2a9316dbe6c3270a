import { describe, expect, it } from 'vitest';
import type { Leg } from '#shared/domain/legs-of.ts';
import type { LegFacts } from '#shared/domain/observation.ts';
import { withAnswers } from '#shared/domain/with-answers.ts';
import { anAgentLeg } from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const order = { arrivedAt: NOON, fingerprint: 'f' };
const leg = (facts: LegFacts): Leg => ({
  facts,
  order,
  introduced: order,
  purposes: [facts.purpose ?? 'other'],
});
const wait = (facts: LegFacts = {}) =>
  leg({ purpose: 'acd', state: 'disconnected', answeredAt: noon(5), answeredBy: 'agent', ...facts });
const factsOf = (...legs: readonly Leg[]) => withAnswers(legs).map(({ facts }) => facts);

describe('a wait that an agent ended', () => {
  it('connects the leg of that agent', () => {
    const agent = leg(anAgentLeg({ startedAt: noon(1) }));
    expect(factsOf(wait(), agent)[1]).toEqual({ ...agent.facts, state: 'connected', connectedAt: noon(5) });
    expect(factsOf(wait(), agent)).toHaveLength(2);
  });

  it('leaves the instant that the leg itself tells', () => {
    expect(factsOf(wait(), leg(anAgentLeg({ connectedAt: noon(6) })))[1]?.connectedAt).toBe(noon(6));
  });

  it('tells when an agent who left had connected; he stays gone', () => {
    const gone = leg(anAgentLeg({ state: 'disconnected', endedAt: noon(9) }));
    expect(factsOf(wait(), gone)[1]).toMatchObject({ state: 'disconnected', connectedAt: noon(5) });
  });

  it('connects the last of his legs that were there at that instant', () => {
    const [first, last] = [leg(anAgentLeg({ name: 'first' })), leg(anAgentLeg({ name: 'last' }))];
    expect(factsOf(wait(), first, last).map(({ connectedAt }) => connectedAt)).toEqual([
      undefined,
      undefined,
      noon(5),
    ]);
  });

  it.each([
    ['began at that very instant', { startedAt: noon(5) }],
    ['ended at that very instant', { state: 'disconnected', endedAt: noon(5) }],
    ['tells neither beginning nor end', {}],
  ] as const)('connects a leg that %s', (_, facts) => {
    expect(factsOf(wait(), leg(anAgentLeg(facts)))).toHaveLength(2);
  });

  it.each([
    ['of another agent', { userId: 'other' }],
    ['of nobody that is told', { userId: undefined }],
    ['that is no agent’s', { purpose: 'customer' }],
    ['that began after that instant', { startedAt: noon(5, 1) }],
    ['that ended before that instant', { state: 'disconnected', endedAt: noon(4, 999) }],
  ] as const)('does not connect a leg %s: there is another', (_, { ...facts }) => {
    const { userId, ...rest } = anAgentLeg();
    const other = leg({
      ...rest,
      ...('userId' in facts && facts.userId === undefined ? {} : { userId }),
      ...facts,
    } as LegFacts);
    const told = factsOf(wait(), other);
    expect(told).toHaveLength(3);
    expect(told[1]).toEqual(other.facts);
    expect(told[2]).toMatchObject({
      purpose: 'agent',
      state: 'connected',
      connectedAt: noon(5),
      userId: 'agent',
    });
  });

  it('by nobody that is told, connects no known leg', () => {
    const { userId: _, ...nobody } = anAgentLeg();
    const { answeredBy: __, ...unsaid } = wait().facts;
    const told = factsOf(leg(unsaid), leg(nobody));
    expect(told[2]).toStrictEqual({ purpose: 'agent', state: 'connected', connectedAt: noon(5) });
  });

  it('where nobody told of him, makes his leg, of the same queue and time', () => {
    const [, agent] = withAnswers([wait({ queueId: 'queue', scheduledFor: NOON })]);
    expect(agent).toStrictEqual({
      facts: {
        purpose: 'agent',
        state: 'connected',
        connectedAt: noon(5),
        userId: 'agent',
        queueId: 'queue',
        scheduledFor: NOON,
      },
      order,
      introduced: order,
      purposes: ['agent'],
    });
    expect(factsOf(wait())[1]).toStrictEqual({
      purpose: 'agent',
      state: 'connected',
      connectedAt: noon(5),
      userId: 'agent',
    });
  });
});

describe('a wait that nobody ended', () => {
  it('changes nothing', () => {
    const legs = [leg({ purpose: 'acd', state: 'disconnected' }), leg(anAgentLeg())];
    expect(withAnswers(legs)).toEqual(legs);
  });
});
