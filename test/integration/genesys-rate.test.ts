/** A thousand callbacks of one second, against Genesys' own limit. */
import { describe, expect, it } from 'vitest';
import { aGenesysWorld, type GenesysPlacer } from '#test/builders/genesys-world.ts';
import { noon } from '#test/builders/times.ts';

const CALLBACKS = 1000;

/** The most of these instants that lie within one minute. */
function mostInAMinute(instants: readonly number[]): number {
  let first = 0;
  return instants.reduce((most, at, index) => {
    while ((instants[first] ?? at) <= at - 60_000) first++;
    return Math.max(most, index - first + 1);
  }, 0);
}

async function aThousandAtNoon(placer: GenesysPlacer) {
  const world = aGenesysWorld({
    mostSteps: 20_000,
    timersEach: 2,
    settings: { topics: ['all-media'], answers: false },
  });
  world.configure({ placer });
  const numbers = Array.from({ length: CALLBACKS }, (_, at) => `+1317555${String(at).padStart(4, '0')}`);
  // All in one second, not one of them in the order in which they are told.
  numbers.forEach((number, at) => {
    world.genesys.control.createCallback({ number, inSeconds: 3600 + ((at * 7) % CALLBACKS) / 1000 });
  });
  await world.passUntil(noon(3600));
  return { world, numbers };
}

describe.each(['genesys-callback', 'genesys-campaign-contact'] as const)(
  'a thousand callbacks due in the same second, by %s',
  (placer) => {
    it('are all placed once, in order of due, within 300 requests a minute, and none is refused one', async () => {
      const { world, numbers } = await aThousandAtNoon(placer);
      const requests = world.genesys.control.requests().filter(({ operation }) => operation !== 'token');
      expect(requests.filter(({ status }) => status !== 200)).toEqual([]);
      expect(requests).toHaveLength(3 * CALLBACKS);
      expect(mostInAMinute(requests.map(({ at }) => at))).toBeLessThanOrEqual(300);

      const calls = world.genesys.control.calls();
      expect(new Set(calls.map(({ number }) => number))).toEqual(new Set(numbers));
      expect(calls).toHaveLength(CALLBACKS);
      const dues = calls.map(({ number }) => (numbers.indexOf(number) * 7) % CALLBACKS);
      expect(dues).toEqual(dues.toSorted((a, b) => a - b));

      // Each was looked at when it was due, and then in its slot: never in vain.
      const putOff = world.telemetry.lines.filter(
        ({ event, fields }) => event === 'callback.decided' && fields['decision'] === 'wait',
      );
      expect(putOff.length).toBeLessThan(CALLBACKS);
      // 3 requests each, 270 a minute: no slot was lost to those who looked at the same time.
      expect(calls.at(-1)?.at).toBeLessThan(noon(670));
      expect(world.telemetry.lines.filter(({ event }) => event === 'callback.placed')).toHaveLength(
        CALLBACKS,
      );
      expect(new Set(world.announcer.announced.map(({ type }) => type))).toContain('CallbackPlaced');
      expect(world.announcer.announced.filter(({ outcome }) => outcome === 'expired')).toEqual([]);
    }, 120_000);
  },
);
