import { describe, expect, it } from 'vitest';
import {
  laneOf,
  NO_RATE,
  PLACEMENTS,
  type Rate,
  type SlotRequest,
  takeSlots,
  UPKEEP,
  upkeepRate,
} from '#shared/domain/pacing.ts';
import { noon } from '#test/builders/times.ts';

const aRequest = (changes: Partial<SlotRequest> = {}): SlotRequest => ({
  lane: '',
  requestsPerMinute: 60,
  requests: 1,
  due: noon(0),
  ...changes,
});

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));
const rateOf = (...lanes: [string, number][]): Rate => ({
  version: 7,
  lanes: new Map(lanes.map(([lane, second]) => [lane, noon(second)])),
});

describe('slots of a rate', () => {
  it('that nobody used: the first is now, the others follow one after another', () => {
    const { slots } = takeSlots(
      NO_RATE,
      times(4, () => aRequest()),
      noon(0),
    );
    expect(slots).toEqual([noon(0), noon(1), noon(2), noon(3)]);
  });

  it('of several requests take as much of the rate as they have requests', () => {
    const { slots } = takeSlots(
      NO_RATE,
      times(3, () => aRequest({ requests: 3 })),
      noon(0),
    );
    expect(slots).toEqual([noon(0), noon(3), noon(6)]);
  });

  it('at 270 requests a minute, three for each, are 667 ms apart: rounded up, never down', () => {
    const asked = times(2, () => aRequest({ requestsPerMinute: 270, requests: 3 }));
    expect(takeSlots(NO_RATE, asked, noon(0)).slots).toEqual([noon(0), noon(0, 667)]);
  });

  it('are given in order of due, and answered in the order asked for', () => {
    const asked = [30, 10, 20].map((due) => aRequest({ due: noon(due) }));
    expect(takeSlots(NO_RATE, asked, noon(60)).slots).toEqual([noon(62), noon(60), noon(61)]);
  });

  it('with the same due are given in the order asked for', () => {
    const asked = times(3, () => aRequest());
    expect(takeSlots(NO_RATE, asked, noon(0)).slots).toEqual([noon(0), noon(1), noon(2)]);
  });

  it.each([
    [-1, 0],
    [0, 0],
    [1, 1],
  ])('planned until %i ms from now: the next is in %i ms', (ms, expected) => {
    const stored: Rate = { version: 1, lanes: new Map([['', noon(0, ms)]]) };
    expect(takeSlots(stored, [aRequest()], noon(0)).slots).toEqual([noon(0, expected)]);
  });

  it('of one lane wait for none of another', () => {
    const asked = [
      ...times(3, () => aRequest()),
      aRequest({ lane: 'slow', requestsPerMinute: 6 }),
      aRequest({ lane: 'slow', requestsPerMinute: 6 }),
    ];
    const { slots, rate } = takeSlots(rateOf(['', 100]), asked, noon(0));
    expect(slots).toEqual([noon(100), noon(101), noon(102), noon(0), noon(10)]);
    expect(rate.lanes).toEqual(
      new Map([
        ['', noon(103)],
        ['slow', noon(20)],
      ]),
    );
  });

  it.each([
    [-1, false],
    [0, false],
    [1, true],
  ])('of a lane that is planned until %i s from now are remembered: %s', (second, isKept) => {
    const { rate } = takeSlots(rateOf(['idle', second]), [aRequest()], noon(0));
    expect(rate.lanes.has('idle')).toBe(isKept);
  });

  it('keep the version that they were taken of', () => {
    expect(takeSlots(rateOf(), [aRequest()], noon(0)).rate.version).toBe(7);
  });
});

describe('the rates of a placer', () => {
  it.each([
    [300, 30],
    [19, 1],
    [10, 1],
    [9, 1],
    [1, 1],
  ])('of %i requests a minute leave %i for upkeep: a tenth, at least one', (rate, upkeep) => {
    expect(upkeepRate(rate)).toBe(upkeep);
  });

  it('of automations with one of their own are kept apart from each other and from the placer’s', () => {
    expect(new Set([laneOf('a'), laneOf('b'), PLACEMENTS, UPKEEP, laneOf(PLACEMENTS)]).size).toBe(5);
  });
});
