import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryRateStore } from '#shared/adapters/memory/memory-rate-store.ts';
import type { SlotRequest } from '#shared/domain/pacing.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { RateStore } from '#shared/ports/rate-store.ts';
import { createPacer } from '#shared/use-cases/pacer.ts';
import { ContentionError } from '#shared/use-cases/save-transition.ts';
import { NOON, noon } from '#test/builders/times.ts';

const aRequest = (due = 0): SlotRequest => ({
  lane: '',
  requestsPerMinute: 60,
  requests: 1,
  due: noon(due),
});

/** A store as slow as a real one, which counts what it is asked. */
function aSlowStore() {
  const rates = createMemoryRateStore();
  const counts = { loads: 0, saves: 0, lost: 0 };
  const store: RateStore = {
    load: async (placer) => {
      counts.loads++;
      await turn();
      return rates.load(placer);
    },
    saveIfUnchanged: async (placer, rate) => {
      await turn();
      const isSaved = await rates.saveIfUnchanged(placer, rate);
      counts[isSaved ? 'saves' : 'lost']++;
      return isSaved;
    },
  };
  return { store, counts };
}

const inSeconds = (slots: readonly EpochMs[]) => slots.map((slot) => Math.round((slot - NOON) / 1000));

describe('whoever asks for a slot', () => {
  it('alone gets it at once, for one read and one write', async () => {
    const { store, counts } = aSlowStore();
    const pacer = createPacer({ rates: store, clock: createMemoryClock(NOON), random: () => 0 });
    expect(await pacer.takeSlot('genesys', aRequest())).toBe(NOON);
    expect(await pacer.takeSlot('genesys', aRequest())).toBe(noon(1));
    expect(counts).toEqual({ loads: 2, saves: 2, lost: 0 });
  });

  it('while a save is under way is served with all others by the next, in order of due', async () => {
    const { store, counts } = aSlowStore();
    const pacer = createPacer({ rates: store, clock: createMemoryClock(NOON), random: () => 0 });
    const dues = [500, ...Array.from({ length: 100 }, (_, index) => (index * 37) % 100)];
    const slots = await Promise.all(dues.map((due) => pacer.takeSlot('genesys', aRequest(due))));
    expect(counts.saves).toBe(2);
    // Nobody else was there when the first one asked.
    expect(inSeconds(slots)).toEqual([0, ...dues.slice(1).map((due) => due + 1)]);
  });

  it('of different placers waits for none of the other', async () => {
    const { store } = aSlowStore();
    const pacer = createPacer({ rates: store, clock: createMemoryClock(NOON), random: () => 0 });
    const slots = await Promise.all(['a', 'b', 'a', 'b'].map((placer) => pacer.takeSlot(placer, aRequest())));
    expect(inSeconds(slots)).toEqual([0, 0, 1, 1]);
  });

  it('in several processes at once gets a slot of its own, however many races are lost', async () => {
    const { store, counts } = aSlowStore();
    const clock = createMemoryClock(NOON);
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const pacers = Array.from({ length: 10 }, () => createPacer({ rates: store, clock, random }));
    const slots = await Promise.all(
      Array.from({ length: 200 }, (_, at) => pacers[at % 10]?.takeSlot('genesys', aRequest(at))),
    );
    expect(new Set(inSeconds(slots.filter((slot) => slot !== undefined))).size).toBe(200);
    expect(counts.lost).toBeGreaterThan(0);
  });

  it.each([
    [49, true],
    [50, false],
  ])('loses %i races in a row and gets a slot: %s', async (losses, isServed) => {
    let lost = 0;
    const rates: RateStore = {
      load: createMemoryRateStore().load,
      saveIfUnchanged: async () => ++lost > losses,
    };
    const pacer = createPacer({ rates, clock: createMemoryClock(NOON), random: () => 0 });
    const slot = pacer.takeSlot('genesys', aRequest());
    if (isServed) expect(await slot).toBe(noon(0, 49 * 5));
    else await expect(slot).rejects.toThrow(ContentionError);
  });

  it('of a store that fails gets the failure, and the next one a slot', async () => {
    const memory = createMemoryRateStore();
    let isDown = true;
    const rates: RateStore = {
      load: async (placer) => {
        if (isDown) throw new Error('throttled');
        return memory.load(placer);
      },
      saveIfUnchanged: memory.saveIfUnchanged,
    };
    const pacer = createPacer({ rates, clock: createMemoryClock(NOON), random: () => 0 });
    await expect(pacer.takeSlot('genesys', aRequest())).rejects.toThrow('throttled');
    isDown = false;
    expect(await pacer.takeSlot('genesys', aRequest())).toBe(NOON);
  });
});
