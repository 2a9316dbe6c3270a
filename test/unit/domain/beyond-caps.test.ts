import { describe, expect, it } from 'vitest';
import { beyondCaps } from '#shared/domain/beyond-caps.ts';
import { emptyConversation } from '#shared/domain/conversation.ts';
import type { Told } from '#shared/domain/observation.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { recorded } from '#test/builders/conversations.ts';
import {
  aCall,
  aConnectedAgentLeg,
  aCustomerLeg,
  aLegObservation,
  anAgentLeg,
  CONVERSATION,
} from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';

const empty = emptyConversation(CONVERSATION, NOON);
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('of a snapshot, the number of what could not be kept', () => {
  const customers = (count: number) => times(count, () => aCustomerLeg());
  const agents = (count: number) => times(count, () => anAgentLeg());
  const calls = (count: number) => times(count, () => aCall());
  const snapshot = (
    legs: Extract<Told, { kind: 'snapshot' }>['legs'],
    ringing: number | undefined = 0,
  ): Told => ({
    kind: 'snapshot',
    legs,
    calls: calls(ringing),
  });

  it.each([
    ['nothing', 0, { kind: 'snapshot', legs: [], calls: undefined }],
    ['as much of everything as is kept', 0, snapshot([...customers(4), ...agents(8)], 16)],
    ['a fifth leg of the customer', 1, snapshot(customers(5))],
    ['a ninth live agent', 1, snapshot(agents(9))],
    ['a seventeenth call', 1, snapshot([], 17)],
    ['too much of everything', 6, snapshot([...customers(6), ...agents(11)], 17)],
  ] as const)('%s: %i', (_, lost, told) => {
    expect(beyondCaps(told, empty, empty)).toBe(lost);
  });

  it('does not count agents who left: they make room', () => {
    const gone = aConnectedAgentLeg(NOON, { state: 'disconnected', endedAt: NOON });
    expect(beyondCaps(snapshot([...agents(8), gone, gone]), empty, empty)).toBe(0);
  });

  it('does not count legs that are neither the customer’s nor an agent’s', () => {
    expect(beyondCaps(snapshot(times(20, () => aCustomerLeg({ purpose: 'acd' }))), empty, empty)).toBe(0);
  });
});

describe('of a leg alone, the number of what could not be kept', () => {
  const sessions = (count: number) =>
    recorded(times(count, (i) => aLegObservation({ communicationId: `s${i}`, purpose: 'agent' }, noon(i))));
  const lostTo = (before: ReturnType<typeof recorded>, communicationId: string) => {
    const leg = aLegObservation({ communicationId, purpose: 'agent', state: 'connected' }, noon(100));
    return beyondCaps(leg.told, before, recordObservation(before, leg, noon(100)).conversation);
  };

  it('is one where 32 others are known already', () => {
    expect(lostTo(sessions(32), 'new')).toBe(1);
  });

  it('is none where there is room for it', () => {
    expect(lostTo(sessions(31), 'new')).toBe(0);
  });

  it('is none where it adds to what is known', () => {
    expect(lostTo(sessions(32), 's7')).toBe(0);
  });
});
