import { describe, expect, it } from 'vitest';
import { NO_RATE, type Rate } from '#shared/domain/pacing.ts';
import type { RateStore } from '#shared/ports/rate-store.ts';
import { noon } from '#test/builders/times.ts';

/** What every store of rates must do. */
export function describeRateStore(name: string, createStore: () => Promise<RateStore>) {
  const rate = (version: number, ...lanes: [string, number][]): Rate => ({
    version,
    lanes: new Map(lanes.map(([lane, second]) => [lane, noon(second)])),
  });

  describe(`${name} as a store of rates`, () => {
    it('has nothing, of version 0, of a placer whose rate was never saved', async () => {
      const store = await createStore();
      expect(await store.load('genesys')).toStrictEqual(NO_RATE);
    });

    it('gives back what was saved, one version on', async () => {
      const store = await createStore();
      const lanes: [string, number][] = [
        ['placements', 10],
        ['upkeep', 20],
        ['automation:odd # name', 30],
        ['automation:__proto__', 40],
      ];
      expect(await store.saveIfUnchanged('genesys', rate(0, ...lanes))).toBe(true);
      expect(await store.load('genesys')).toStrictEqual(rate(1, ...lanes));
      expect(await store.saveIfUnchanged('genesys', rate(1, ['placements', 11]))).toBe(true);
      expect(await store.load('genesys')).toStrictEqual(rate(2, ['placements', 11]));
    });

    it('keeps a rate of which every lane is idle', async () => {
      const store = await createStore();
      expect(await store.saveIfUnchanged('genesys', rate(0))).toBe(true);
      expect(await store.load('genesys')).toStrictEqual(rate(1));
      expect(await store.saveIfUnchanged('genesys', rate(0))).toBe(false);
    });

    it.each([0, 1, 3])('lets a writer lose who loaded version %i when it is 2', async (version) => {
      const store = await createStore();
      await store.saveIfUnchanged('genesys', rate(0, ['placements', 1]));
      await store.saveIfUnchanged('genesys', rate(1, ['placements', 2]));
      expect(await store.saveIfUnchanged('genesys', rate(version, ['placements', 99]))).toBe(false);
      expect(await store.load('genesys')).toStrictEqual(rate(2, ['placements', 2]));
    });

    it('refuses a version that it never stored', async () => {
      const store = await createStore();
      expect(await store.saveIfUnchanged('genesys', rate(3, ['placements', 1]))).toBe(false);
      expect(await store.load('genesys')).toStrictEqual(NO_RATE);
    });

    it('lets one of 20 concurrent writers win, first ones and later ones alike', async () => {
      const store = await createStore();
      for (const version of [0, 1]) {
        const saves = Array.from({ length: 20 }, (_, second) =>
          store.saveIfUnchanged('genesys', rate(version, ['placements', second])),
        );
        const won = (await Promise.all(saves)).flatMap((isSaved, second) => (isSaved ? [second] : []));
        expect(won).toHaveLength(1);
        expect(await store.load('genesys')).toStrictEqual(rate(version + 1, ['placements', won[0] ?? -1]));
      }
    });

    it('tells placers apart, whatever their names look like', async () => {
      const store = await createStore();
      const names = ['genesys', 'Genesys', 'rate#genesys', 'cursor#3', 'größe'];
      for (const [second, placer] of names.entries()) {
        expect(await store.saveIfUnchanged(placer, rate(0, ['placements', second]))).toBe(true);
      }
      for (const [second, placer] of names.entries()) {
        expect(await store.load(placer)).toStrictEqual(rate(1, ['placements', second]));
      }
    });
  });
}
