import { describe, expect, it } from 'vitest';
import { fold, type Known } from '#shared/domain/fold.ts';
import type { Call, LegFacts } from '#shared/domain/observation.ts';
import type { Order } from '#shared/domain/order.ts';
import { aCall, aConnectedAgentLeg, aCustomerLeg, anAgentLeg } from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const NOTHING: Known = { customerLegs: undefined, otherLegs: undefined, calls: undefined, joined: [] };
const stamped = (at: number): Order => ({ stampedAt: noon(at), arrivedAt: NOON, fingerprint: `f${at}` });
const snapshot = (legs: readonly LegFacts[], at: number, calls?: readonly Call[], known = NOTHING) =>
  fold(known, { kind: 'snapshot', legs, calls }, stamped(at));
const told = (known: Known, leg: LegFacts, at: number, order = stamped(at)) =>
  fold(known, { kind: 'leg', leg }, order);
const toldAll = (...news: readonly (readonly [LegFacts, number])[]) =>
  news.reduce((known, [leg, at]) => told(known, leg, at), NOTHING);
const ids = (legs: readonly LegFacts[] | undefined) => legs?.map(({ participantId }) => participantId);

describe('of a snapshot', () => {
  it('that is older than everything nothing is new: the same object', () => {
    const known = snapshot([aCustomerLeg(), anAgentLeg()], 1, [aCall()]);
    expect(snapshot([aCustomerLeg()], 0, [], known)).toBe(known);
  });

  it('each part counts by itself, where another of it is known already', () => {
    const calls = snapshot([], 5, [aCall()]);
    const known: Known = { ...snapshot([aCustomerLeg()], 1), calls: calls.calls };
    const newer = snapshot([aCustomerLeg({ name: 'Robin' })], 3, [], known);
    expect(newer.customerLegs?.value).toMatchObject([{ name: 'Robin' }]);
    expect(newer.calls).toBe(known.calls);
  });

  it('the customer’s legs count by themselves, where newer snapshots did not tell of them', () => {
    const known = snapshot([anAgentLeg()], 5, undefined, snapshot([aCustomerLeg()], 1));
    const between = snapshot([aCustomerLeg({ name: 'Robin' })], 3, undefined, known);
    expect(between.customerLegs?.value).toMatchObject([{ name: 'Robin' }]);
    expect(between.otherLegs).toBe(known.otherLegs);
  });

  it('the customer’s legs are kept open first, then the latest time first, those without one last', () => {
    const { scheduledFor: _, ...timeless } = aCustomerLeg({ participantId: 'none' });
    const leg = (id: string, at: number, state: 'scheduled' | 'disconnected') =>
      aCustomerLeg({ participantId: id, scheduledFor: noon(at), state });
    const legs = [
      timeless,
      leg('over', 9, 'disconnected'),
      leg('soon', 1, 'scheduled'),
      leg('late', 5, 'scheduled'),
    ];
    expect(ids(snapshot(legs, 0).customerLegs?.value)).toEqual(['late', 'soon', 'none', 'over']);
    expect(ids(snapshot(legs.toReversed(), 0).customerLegs?.value)).toEqual(['late', 'soon', 'none', 'over']);
  });

  it('the agents are kept open first, then the newest first, those who never connected last', () => {
    const agents = [
      anAgentLeg({ participantId: 'alerted' }),
      aConnectedAgentLeg(noon(1), { participantId: 'gone', state: 'disconnected' }),
      aConnectedAgentLeg(noon(-9), { participantId: 'early' }),
      aConnectedAgentLeg(noon(-5), { participantId: 'recent' }),
    ];
    const expected = ['recent', 'early', 'alerted', 'gone'];
    expect(ids(snapshot(agents, 0).otherLegs?.value)).toEqual(expected);
    expect(ids(snapshot(agents.toReversed(), 0).otherLegs?.value)).toEqual(expected);
  });

  it.each([
    ['an agent’s that connected', true, aConnectedAgentLeg(NOON)],
    ['an agent’s that never connected', false, anAgentLeg()],
    ['the queue’s, though it connected', false, { purpose: 'acd', connectedAt: NOON }],
    ['another’s', false, { purpose: 'other' }],
  ] as const)('a leg that is over is kept, of %s: %s', (_, isKept, leg) => {
    expect(snapshot([{ ...leg, state: 'disconnected' }], 0).otherLegs?.value).toHaveLength(isKept ? 1 : 0);
  });

  it.each(['acd', 'other', 'agent'] as const)('a leg that goes on is kept, of %s', (purpose) => {
    expect(snapshot([{ purpose }], 0).otherLegs?.value).toHaveLength(1);
  });

  it('the calls are kept open first, then the newest first, those that never connected last', () => {
    const calls = [
      aCall({ id: 'ringing', state: 'alerting' }),
      aCall({ id: 'over', state: 'disconnected', connectedAt: noon(9) }),
      aCall({ id: 'early', connectedAt: noon(1) }),
      aCall({ id: 'recent', connectedAt: noon(5) }),
    ];
    const idsOf = (of: readonly Call[]) => snapshot([], 0, of).calls?.value.map(({ id }) => id);
    expect(idsOf(calls)).toEqual(['recent', 'early', 'ringing', 'over']);
    expect(idsOf(calls.toReversed())).toEqual(['recent', 'early', 'ringing', 'over']);
  });
});

describe('of a leg alone', () => {
  const session = { communicationId: 's' } as const;
  const layersOf = (known: Known, id = 'c:s') =>
    known.joined.find((one) => one.id === id)?.layers.map(({ value }) => value);

  it('the session names it, else the participant, else nothing', () => {
    const known = toldAll(
      [{ ...session, participantId: 'p' }, 0],
      [{ participantId: 'p' }, 1],
      [{ name: 'Robin' }, 2],
    );
    expect(known.joined.map(({ id }) => id)).toEqual(['c:s', 'p:', 'p:p']);
  });

  it('everything is kept once, whatever order it comes in', () => {
    const news = [
      [{ ...session, queueId: 'q', name: 'Robin' }, 0],
      [{ ...session, queueId: 'r' }, 1],
      [{ ...session, userId: 'u' }, 2],
    ] as const;
    const known = toldAll(...news);
    expect(layersOf(known)).toEqual([{ ...session, userId: 'u' }, { queueId: 'r' }, { name: 'Robin' }]);
    expect(toldAll(...news.toReversed())).toEqual(known);
    expect(toldAll(news[1], news[0], news[2])).toEqual(known);
    expect(toldAll(news[1], news[2], news[0])).toEqual(known);
  });

  it('what newer news told already is not new: the same object', () => {
    const known = toldAll([{ ...session, queueId: 'r' }, 1]);
    expect(told(known, { ...session, queueId: 'q' }, 0)).toBe(known);
  });

  it('the same news a second time are not new: the same object', () => {
    const leg = { ...session, state: 'alerting' } as const;
    const known = toldAll([leg, 1]);
    expect(told(known, leg, 1, { ...stamped(9), fingerprint: 'f1' })).toBe(known);
  });

  it('the state of each news stays, so that an end is told from what the leg was', () => {
    const known = toldAll(
      [{ ...session, state: 'alerting', queueId: 'q' }, 0],
      [{ ...session, state: 'disconnected' }, 1],
    );
    expect(layersOf(known)).toEqual([
      { ...session, state: 'disconnected' },
      { state: 'alerting', queueId: 'q' },
    ]);
  });

  it('the newest that was no end stays though all of it was told since', () => {
    const news = [
      [{ ...session, state: 'connected' }, 0],
      [{ ...session, state: 'alerting' }, 1],
      [{ ...session, state: 'disconnected' }, 2],
    ] as const;
    expect(layersOf(toldAll(...news))).toEqual([
      { ...session, state: 'disconnected' },
      { state: 'alerting' },
    ]);
    expect(toldAll(...news.toReversed())).toEqual(toldAll(...news));
  });

  it('of several ends, and nothing else, the newest stays', () => {
    const [early, late] = [
      [{ ...session, state: 'disconnected' }, 0],
      [{ ...session, state: 'disconnected' }, 1],
    ] as const;
    expect(layersOf(toldAll(early, late))).toEqual([{ ...session, state: 'disconnected' }]);
    expect(layersOf(toldAll(late, early))).toEqual([{ ...session, state: 'disconnected' }]);
  });

  it('nothing of another leg changes', () => {
    const known = toldAll([{ communicationId: 'other', queueId: 'q' }, 0], [{ ...session, queueId: 'r' }, 1]);
    const again = told(known, { ...session, name: 'Robin' }, 2);
    expect(layersOf(again, 'c:other')).toEqual([{ communicationId: 'other', queueId: 'q' }]);
    expect(again.joined).toHaveLength(2);
  });

  it('they are kept in the order of their ids, whatever order they come in', () => {
    const legs = ['b', 'c', 'a', 'd'].map((id, i) => [{ communicationId: id }, i] as const);
    expect(toldAll(...legs).joined.map(({ id }) => id)).toEqual(['c:a', 'c:b', 'c:c', 'c:d']);
  });
});

describe('of more than 32 legs that were told alone', () => {
  type News = readonly (readonly [LegFacts, number])[];
  /** 32 agents who are alerted, and what comes before and after; answers which were dropped. */
  const dropped = (before: News, after: News = []) => {
    const agents = Array.from(
      { length: 32 },
      (_, i) => [{ communicationId: `m${i}`, purpose: 'agent' }, i] as const,
    );
    const news: News = [...before, ...agents, ...after];
    const kept = new Set(toldAll(...news).joined.map(({ id }) => id));
    return [...new Set(news.map(([leg]) => `c:${leg.communicationId}`))].filter((id) => !kept.has(id));
  };

  it('one that ended goes, before older ones that go on', () => {
    expect(dropped([], [[{ communicationId: 'z', purpose: 'agent', state: 'disconnected' }, 99]])).toEqual([
      'c:z',
    ]);
  });

  it('one that ended goes, though it was something else before', () => {
    const news: News = [
      [{ communicationId: 'a', purpose: 'agent', state: 'connected' }, 98],
      [{ communicationId: 'a', state: 'disconnected' }, 99],
    ];
    expect(dropped(news)).toEqual(['c:a']);
  });

  it('the one whose newest news is the oldest goes, of several that go on', () => {
    const news: News = [
      [{ communicationId: 'a', purpose: 'agent' }, -9],
      [{ communicationId: 'a', userId: 'u' }, 99],
    ];
    expect(dropped(news)).toEqual(['c:m0']);
    expect(dropped([[{ communicationId: 'z', purpose: 'agent' }, -9]])).toEqual(['c:z']);
  });

  it('the customer’s stays, be it the oldest, over, or told by one of its news alone', () => {
    const customer: News = [
      [{ communicationId: 'a', purpose: 'customer' }, -9],
      [{ communicationId: 'a', state: 'disconnected' }, -8],
    ];
    expect(dropped(customer)).toEqual(['c:m0']);
  });

  it('unstamped ones are as old as their arrival', () => {
    const arrived = (at: number): Order => ({ arrivedAt: noon(at), fingerprint: `u${at}` });
    const known = Array.from({ length: 33 }, (_, i) => i).reduce(
      (before, at) => told(before, { communicationId: `m${99 - at}`, purpose: 'agent' }, at, arrived(at)),
      NOTHING,
    );
    expect(known.joined.map(({ id }) => id)).not.toContain('c:m99');
  });
});
