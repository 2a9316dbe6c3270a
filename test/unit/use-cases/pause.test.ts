/** A pause of two hours in which ten thousand callbacks come due. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import { between, durationMs, type EpochMs, hours, minutes, plus } from '#shared/domain/time.ts';
import { aCrowd, mostInAMinute } from '#test/builders/crowd.ts';
import { aCustomerLeg } from '#test/builders/observations.ts';
import { aScriptedPlacer } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

const MANY = 10_000;
// Some 250,000 looks take a while.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const END = plus(NOON, hours(2));

/** Half of them due at noon, the others one after another during the pause. */
const dueOf = (at: number): EpochMs => (at % 2 === 0 ? NOON : plus(NOON, durationMs(at * 700)));

async function aPausedCrowd() {
  const crowd = aCrowd();
  crowd.declare('genesys');
  crowd.configure({
    paused: true,
    automations: new Map([
      ['default', { ...DEFAULT_AUTOMATION, placer: 'genesys', maxLateness: minutes(10) }],
    ]),
  });
  for (let at = 0; at < MANY; at++) await crowd.tell(`c${at}`, aCustomerLeg({ scheduledFor: dueOf(at) }));
  await crowd.passUntil(END);
  return crowd;
}

type Crowd = Awaited<ReturnType<typeof aPausedCrowd>>;

const expired = ({ announcer }: Crowd) => announcer.announced.filter(({ outcome }) => outcome === 'expired');
/** How many of these lie in each unit of time after noon, from one unit to another. */
function perUnit(instants: readonly EpochMs[], unit: number, from: number, to: number): number[] {
  const counts = Map.groupBy(instants, (at) => Math.floor((at - NOON) / unit));
  return Array.from({ length: to - from }, (_, at) => counts.get(from + at)?.length ?? 0);
}

describe('while 10,000 callbacks come due in a pause of two hours', () => {
  let crowd: Crowd;
  let looks: readonly EpochMs[];
  beforeAll(async () => {
    crowd = await aPausedCrowd();
    looks = crowd.looks.map(({ at }) => at);
  });

  it('nothing is placed, nothing expires, nothing is announced', () => {
    expect(crowd.requests).toEqual([]);
    expect(crowd.announcer.announced).toEqual([]);
  });

  it('each is looked at every 200 to 300 s at last, and never more often than after 48 s', () => {
    for (const own of Map.groupBy(crowd.looks, ({ conversationId }) => conversationId).values()) {
      const gaps = own.map(({ at }, index) => between(own[index - 1]?.at ?? at, at)).slice(1);
      expect(Math.min(...gaps, 48_000)).toBe(48_000);
      expect(Math.max(...gaps, 0)).toBeLessThanOrEqual(300_000);
      expect(Math.min(...gaps.slice(4), 200_000)).toBe(200_000);
    }
  });

  it('no minute has more looks than two for each that is due', () => {
    expect(mostInAMinute(looks)).toBeLessThanOrEqual(2 * MANY);
  });

  it('they are spread: after the first, no second has more than a twentieth of them', () => {
    expect(Math.max(...perUnit(looks, 1000, 1, 7200))).toBeLessThanOrEqual(MANY / 20);
  });

  it('they are even: in the last hour, every minute has about as many', () => {
    const last = perUnit(looks, 60_000, 90, 120);
    const usual = (MANY * 60) / 250;
    expect(Math.min(...last)).toBeGreaterThan(usual * 0.7);
    expect(Math.max(...last)).toBeLessThan(usual * 1.3);
  });
});

describe('after the pause', () => {
  it('they drain within 5 min where there is no rate, spread over them, each once', async () => {
    const crowd = await aPausedCrowd();
    const plain = aScriptedPlacer({ kind: 'announce', repeatable: true });
    crowd.placers.set('genesys', plain);
    crowd.configure({ paused: false });
    await crowd.passUntil(plus(END, minutes(5)));
    expect(new Set(plain.requests.map(({ conversationId }) => conversationId)).size).toBe(MANY);
    expect(plain.requests).toHaveLength(MANY);
    const placed = plain.requests.map(({ firedAt }) => firedAt);
    expect(Math.max(...perUnit(placed, 1000, 7200, 7500))).toBeLessThanOrEqual(MANY / 20);
    expect(expired(crowd)).toEqual([]);
  });

  it('they drain at the rate where there is one, from the first seconds on, each once', async () => {
    const crowd = await aPausedCrowd();
    crowd.configure({ paused: false });
    const before = crowd.looks.length;
    await crowd.passUntil(plus(END, hours(2)));
    const placed = crowd.requests.filter(({ what }) => what === 'placement');
    expect(between(END, placed[0]?.at ?? NOON)).toBeLessThanOrEqual(minutes(5));
    expect(mostInAMinute(crowd.requests.map(({ at }) => at))).toBeLessThanOrEqual(300);
    expect(new Set(placed.map(({ conversationId }) => conversationId)).size).toBe(MANY);
    expect(placed).toHaveLength(MANY);
    // 30,000 requests, 270 a minute, all of which are awake after 5 minutes.
    expect(between(END, placed.at(-1)?.at ?? NOON)).toBeLessThanOrEqual(minutes(113));
    expect(expired(crowd)).toEqual([]);
    // One look when they wake, and one more for each that has to wait for its slot.
    expect(crowd.looks.length - before).toBe(MANY + crowd.telemetry.counted('callbacks.paced'));
  });

  it('what comes due after it is on time where there is no rate', async () => {
    const crowd = await aPausedCrowd();
    const plain = aScriptedPlacer({ kind: 'announce', repeatable: true });
    crowd.placers.set('genesys', plain);
    crowd.configure({ paused: false });
    await crowd.tell('next', aCustomerLeg({ scheduledFor: noon(7210) }));
    await crowd.passUntil(noon(7211));
    expect(plain.requests.find(({ conversationId }) => conversationId === 'next')?.firedAt).toBe(noon(7210));
  });
});
