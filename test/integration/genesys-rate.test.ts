/** A thousand callbacks of one second, against Genesys' own limit. */
import { describe, expect, it } from 'vitest';
import { aGenesysWorld, type GenesysPlacer } from '#test/builders/genesys-world.ts';
import { noon } from '#test/builders/times.ts';

const CALLBACKS = 1000;
const NUMBERS = Array.from({ length: CALLBACKS }, (_, at) => `+1317555${String(at).padStart(4, '0')}`);

/** All in one second, and not in the order in which they are told. */
const millisecondOf = (number: string) => (NUMBERS.indexOf(number) * 7) % CALLBACKS;

/** The most of these instants that lie within one minute. */
function mostInAMinute(instants: readonly number[]): number {
  let first = 0;
  return instants.reduce((most, at, index) => {
    while ((instants[first] ?? at) <= at - 60_000) first++;
    return Math.max(most, index - first + 1);
  }, 0);
}

async function aThousandAtNoon(placer: GenesysPlacer, timersEach: number) {
  const world = aGenesysWorld({
    mostSteps: 20_000,
    timersEach,
    settings: { topics: ['all-media'], answers: false },
  });
  world.configure({ placer });
  for (const number of NUMBERS) {
    world.genesys.control.createCallback({ number, inSeconds: 3600 + millisecondOf(number) / 1000 });
  }
  await world.passUntil(noon(3600));
  return world;
}

describe.each([
  ['genesys-callback', 1],
  ['genesys-campaign-contact', 2],
] as const)(
  'a thousand callbacks due in the same second, by %s, with %i timers for each look',
  (placer, each) => {
    it('are all placed once within 300 requests a minute: none is refused, lost or expired', async () => {
      const world = await aThousandAtNoon(placer, each);
      const requests = world.genesys.control.requests().filter(({ operation }) => operation !== 'token');
      expect(requests.filter(({ status }) => status !== 200)).toEqual([]);
      expect(requests).toHaveLength(3 * CALLBACKS);
      expect(mostInAMinute(requests.map(({ at }) => at))).toBeLessThanOrEqual(300);

      const calls = world.genesys.control.calls();
      expect(new Set(calls.map(({ number }) => number))).toEqual(new Set(NUMBERS));
      expect(calls).toHaveLength(CALLBACKS);
      // 270 requests a minute: no slot was lost to those who looked at the same time.
      expect(calls.at(-1)?.at).toBeLessThan(noon(670));
      expect(world.announcer.announced.filter(({ outcome }) => outcome === 'expired')).toEqual([]);

      // Each was looked at when it was due, and then in its slot: never in vain.
      const putOff = world.telemetry.lines.filter(
        ({ event, fields }) => event === 'callback.decided' && fields['decision'] === 'wait',
      );
      expect(putOff.length).toBeLessThan(CALLBACKS);
      const dues = calls.map(({ number }) => millisecondOf(number));
      // Where two look at once, those who lose a race wait a moment, and others with them.
      if (each === 1) expect(dues).toEqual(dues.toSorted((a, b) => a - b));
    }, 120_000);
  },
);
