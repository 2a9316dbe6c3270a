import { describe, expect, it } from 'vitest';
import { legsOf } from '#shared/domain/legs-of.ts';
import type { LegFacts, Observation } from '#shared/domain/observation.ts';
import { recorded } from '#test/builders/conversations.ts';
import { aLegObservation, aSnapshot } from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const legs = (...observations: readonly Observation[]) => legsOf(recorded(observations, NOON));
const factsOf = (...observations: readonly Observation[]) => legs(...observations).map(({ facts }) => facts);
const waits: LegFacts = { purpose: 'customer', state: 'scheduled' };
const told = (leg: LegFacts, at: number) => aLegObservation(leg, noon(at));
const snapshot = (leg: LegFacts, at = 0, ...more: readonly LegFacts[]) =>
  aSnapshot([{ ...waits, ...leg }, ...more], noon(at));

describe('what is told of a leg alone is told of a leg of the snapshot', () => {
  const name = 'Robin';
  it.each([
    ['the same session', { communicationId: 's' }, { communicationId: 's' }],
    [
      'the same session, of another participant',
      { communicationId: 's', participantId: 'p' },
      { communicationId: 's', participantId: 'q' },
    ],
    [
      'the same participant, of which one session is known',
      { communicationId: 's', participantId: 'p' },
      { participantId: 'p' },
    ],
    ['the same participant', { participantId: 'p' }, { participantId: 'p' }],
    [
      'the same participant, at another time',
      { participantId: 'p', scheduledFor: NOON },
      { participantId: 'p', scheduledFor: noon(9) },
    ],
    [
      'the customer, known once by the session and once by the participant',
      { participantId: 'p' },
      { communicationId: 's', purpose: 'customer' },
    ],
    ['the customer, known once by nothing', { participantId: 'p' }, { purpose: 'customer' }],
  ] as const)('where both are of %s', (_, leg, alone) => {
    const facts = factsOf(snapshot(leg), told({ ...alone, name }, 1));
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ ...leg, ...alone, name });
  });

  it.each([
    [
      'other sessions, of one participant',
      { communicationId: 's', participantId: 'p' },
      { communicationId: 't', participantId: 'p' },
    ],
    ['other participants', { participantId: 'p' }, { participantId: 'q' }],
    [
      'other participants, at one time',
      { participantId: 'p', scheduledFor: NOON },
      { participantId: 'q', scheduledFor: NOON },
    ],
    [
      'other sessions, at one time',
      { communicationId: 's', scheduledFor: NOON },
      { communicationId: 't', scheduledFor: NOON },
    ],
    ['the customer and an agent', { participantId: 'p' }, { communicationId: 's', purpose: 'agent' }],
    [
      'the customer and an agent, at one time',
      { participantId: 'p', scheduledFor: NOON },
      { communicationId: 's', purpose: 'agent', scheduledFor: NOON },
    ],
  ] as const)('not where they are of %s', (_, leg, alone) => {
    const facts = factsOf(snapshot(leg), told({ ...alone, name }, 1));
    expect(facts).toHaveLength(2);
    expect(facts[1]).toEqual({ ...alone, name });
  });

  it('field by field as the newest told it, whichever that is', () => {
    const alone = { participantId: 'p', queueId: 'of the leg' };
    expect(
      factsOf(snapshot({ participantId: 'p', queueId: 'of the snapshot' }, 1), told(alone, 2))[0]?.queueId,
    ).toBe('of the leg');
    expect(
      factsOf(snapshot({ participantId: 'p', queueId: 'of the snapshot' }, 3), told(alone, 2))[0]?.queueId,
    ).toBe('of the snapshot');
  });

  it('of two legs, of the one with the same session, though the other has its participant or its time', () => {
    const [other, own] = [
      { participantId: 'p', scheduledFor: NOON },
      { ...waits, communicationId: 's', participantId: 'q', scheduledFor: noon(9) },
    ];
    for (const alone of [{ participantId: 'p' }, { purpose: 'customer', scheduledFor: NOON }] as const) {
      const facts = factsOf(snapshot(other, 0, own), told({ communicationId: 's', ...alone, name }, 1));
      expect(facts.find((leg) => leg.name === name)).toMatchObject({ communicationId: 's' });
      expect(facts).toHaveLength(2);
    }
  });

  it('of two legs of one participant, of the one without a time, where none is told', () => {
    const facts = factsOf(
      snapshot({ participantId: 'p', scheduledFor: NOON }, 0, { ...waits, participantId: 'p' }),
      told({ participantId: 'p', name }, 1),
    );
    expect(facts.map((leg) => [leg.scheduledFor, leg.name])).toEqual([
      [NOON, undefined],
      [undefined, name],
    ]);
  });

  it.each([
    ['participant', { participantId: 'p' }, { participantId: 'p' }],
    ['customer', {}, { communicationId: 's', purpose: 'customer' }],
  ] as const)('of two legs of one %s, of the one with its time', (_, ids, alone) => {
    const facts = factsOf(
      snapshot({ ...ids, scheduledFor: noon(9) }, 0, { ...waits, ...ids, scheduledFor: NOON }),
      told({ ...alone, scheduledFor: NOON, name }, 1),
    );
    expect(facts.map((leg) => [leg.scheduledFor, leg.name])).toEqual([
      [noon(9), undefined],
      [NOON, name],
    ]);
  });

  it.each([
    ['early', 1, 2],
    ['late', 3, 2],
  ])(
    'of two sessions, of that which was told of last: the one of the snapshot is not two (%s)',
    (_, first, second) => {
      const facts = factsOf(
        snapshot({ participantId: 'p' }),
        told({ communicationId: 'a', purpose: 'customer', name: 'a' }, first),
        told({ communicationId: 'b', purpose: 'customer', name: 'b' }, second),
      );
      expect(facts[0]).toMatchObject({ participantId: 'p', name: first > second ? 'a' : 'b' });
    },
  );

  it('of two sessions, of that which was told of last otherwise than by its end', () => {
    const facts = factsOf(
      snapshot({ participantId: 'p' }),
      told({ communicationId: 'a', purpose: 'customer', name: 'a' }, 1),
      told({ communicationId: 'b', purpose: 'customer', name: 'b' }, 2),
      told({ communicationId: 'a', state: 'disconnected' }, 3),
    );
    expect(facts[0]).toMatchObject({ participantId: 'p', name: 'b' });
  });
});

describe('a leg that no snapshot has', () => {
  const agent = { communicationId: 's', purpose: 'agent', name: 'Robin' } as const;
  const customer = { ...agent, purpose: 'customer' } as const;

  it('is there where it was told of after the newest one', () => {
    expect(factsOf(snapshot({ communicationId: 'other' }, 1), told(agent, 2))).toHaveLength(2);
    expect(factsOf(snapshot({ communicationId: 'other' }, 1), told(customer, 2))).toHaveLength(2);
  });

  it('is no longer there where it was told of before: snapshots are cumulative', () => {
    expect(factsOf(snapshot({ communicationId: 'other' }, 3), told(agent, 2))).toHaveLength(1);
    expect(factsOf(snapshot({ communicationId: 'other' }, 3), told(customer, 2))).toHaveLength(1);
  });

  it('is there for the customer’s, where newer snapshots tell of no customer', () => {
    const others = aSnapshot([{ purpose: 'acd' }], noon(3));
    expect(factsOf(snapshot({ communicationId: 'other' }, 1), told(customer, 2), others)).toHaveLength(3);
  });

  it('is there where there is no snapshot at all', () => {
    expect(factsOf(told(agent, 2))).toEqual([agent]);
  });

  it('stands where its newest news stand, and was introduced by the newest that was no end', () => {
    const [leg] = legs(
      told({ ...agent, state: 'alerting' }, 1),
      told({ ...agent, state: 'disconnected' }, 2),
    );
    expect([leg?.order.stampedAt, leg?.introduced?.stampedAt]).toEqual([noon(2), noon(1)]);
    expect(legs(told({ ...agent, state: 'disconnected' }, 2))[0]?.introduced).toBeUndefined();
  });
});

describe('the end of a session ends the leg', () => {
  const participant = { participantId: 'p' };
  const session = { communicationId: 's', participantId: 'p' };
  /** A session, told with its time; a snapshot of its participant, with another; the end of the session. */
  const stateAfter = ({
    own = 0,
    ended = 20,
    endedAt = 20,
    began = 1,
    time = 600,
    ids = {},
  }: {
    own?: number | null;
    ended?: number;
    endedAt?: number | null;
    began?: number | null;
    time?: number;
    ids?: LegFacts;
  }) => {
    const start = {
      ...session,
      purpose: 'customer',
      state: 'scheduled',
      ...(own !== null && { scheduledFor: noon(own) }),
    } as const;
    const end = {
      ...session,
      state: 'disconnected',
      ...(endedAt !== null && { endedAt: noon(endedAt) }),
    } as const;
    const leg = { ...participant, ...ids, scheduledFor: noon(time) };
    return factsOf(snapshot(leg, 10), ...(began === null ? [] : [told(start, began)]), told(end, ended))[0]
      ?.state;
  };

  it('not where the callback was moved since it was told of, and goes on with the same participant', () => {
    expect(stateAfter({})).toBe('scheduled');
  });

  it('where it has the time that was told last', () => {
    expect(stateAfter({ time: 0 })).toBe('disconnected');
  });

  it('where the snapshot tells of that very session', () => {
    expect(stateAfter({ ids: { communicationId: 's' } })).toBe('disconnected');
  });

  it('where more than its end was told of it after the snapshot', () => {
    expect(stateAfter({ began: 15 })).toBe('disconnected');
  });

  it('where more than its end, but no time, was told of it after the snapshot', () => {
    const facts = factsOf(
      snapshot({ participantId: 'p', scheduledFor: noon(600) }, 10),
      told({ ...session, purpose: 'customer', state: 'scheduled', scheduledFor: NOON }, 1),
      told({ ...session, state: 'connected' }, 15),
      told({ ...session, state: 'disconnected', endedAt: noon(20) }, 20),
    );
    expect(facts).toMatchObject([{ state: 'disconnected', scheduledFor: noon(600) }]);
  });

  it.each([
    ['a minute', 'scheduled', 70, 0],
    ['a minute and a millisecond', 'disconnected', 70, 1],
  ])('%s after the last news of its time: %s', (_, state, seconds, ms) => {
    expect(stateAfter({ ended: 80, endedAt: seconds + ms / 1000 })).toBe(state);
    expect(stateAfter({ ended: seconds + ms / 1000, endedAt: null })).toBe(state);
  });

  it.each([
    ['after', 'disconnected', 20],
    ['before', 'scheduled', 5],
  ])('of which no time was told, %s the snapshot: %s', (_, state, ended) => {
    expect(stateAfter({ own: null, ended, endedAt: ended })).toBe(state);
    expect(stateAfter({ began: null, ended, endedAt: ended })).toBe(state);
  });
});
