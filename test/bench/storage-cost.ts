import type { Bench, Measure } from '#test/bench/measure.ts';
import { createRandom } from '#test/bench/random.ts';
import { mean, quantile, sum } from '#test/bench/statistics.ts';
import { aLife } from '#test/bench/trace/life.ts';
import { replay, type Taken } from '#test/bench/trace/replay.ts';
import { createDynaliteTable } from '#test/builders/dynalite-table.ts';

const LIVES = 300;
const AT_A_TIME = 6;
const FIRST_AT = Date.parse('2026-09-01T06:00:00.000Z');

/** What notifications cost in the table: lives of callbacks replayed against a real engine, over the real wire. */
export const measureStorageCost: Bench = async () => {
  const table = await createDynaliteTable();
  try {
    const random = createRandom(4711);
    const lives = Array.from({ length: LIVES }, (_, index) => aLife(FIRST_AT + index * 60_000, random));
    const taken = await Promise.all(
      Array.from({ length: AT_A_TIME }, async (_, lane) => {
        const done: Taken[] = [];
        for (const [place, life] of lives.entries()) {
          if (place % AT_A_TIME === lane) done.push(...(await replay(life, { ...table, seed: place + 1 })));
        }
        return done;
      }),
    );
    return toMeasures(taken.flat());
  } finally {
    await table.close();
  }
};

function toMeasures(taken: readonly Taken[]): readonly Measure[] {
  const fresh = taken.filter(({ outcome }) => outcome === 'recorded');
  const duplicates = taken.filter(({ outcome }) => outcome === 'duplicate');
  const stale = taken.filter(({ outcome }) => outcome === 'stale');
  const others = [...duplicates, ...stale];
  const most = (of: readonly Taken[], read: (one: Taken) => number) => Math.max(0, ...of.map(read));
  const bytes = fresh.map((one) => one.bytes);
  return [
    {
      what: 'reads of a new notification, at most',
      value: most(fresh, ({ reads }) => reads),
      unit: '',
      budget: { atMost: 1 },
      note: `${fresh.length} new ones of ${taken.length} in ${LIVES} lives`,
    },
    {
      what: 'writes of a new notification, at most',
      value: most(fresh, ({ writes }) => writes),
      unit: '',
      budget: { atMost: 1 },
    },
    {
      what: 'reads of a duplicate or stale one, at most',
      value: most(others, ({ reads }) => reads),
      unit: '',
      budget: { atMost: 1 },
      note: `${duplicates.length} duplicates, ${stale.length} stale`,
    },
    {
      what: 'writes of a duplicate, at most',
      value: most(duplicates, ({ writes }) => writes),
      unit: '',
      budget: { atMost: 0 },
    },
    {
      what: 'writes of a stale one, at most',
      value: most(stale, ({ writes }) => writes),
      unit: '',
      // What nothing newer told is kept (ADR 0019).
      budget: { atMost: 1 },
      note: `${stale.filter(({ writes }) => writes > 0).length} of ${stale.length} wrote`,
    },
    {
      what: 'write units of a new notification, mean',
      value: mean(fresh.map(({ units }) => units)),
      unit: '',
      budget: { atMost: 1.1 },
      note: `items of ${mean(bytes).toFixed(0)} bytes on average, p99 ${quantile(bytes, 0.99)}, largest ${Math.max(...bytes)}`,
    },
    {
      what: 'write units of the index, mean',
      value: sum(fresh.map(({ indexUnits }) => indexUnits)) / fresh.length,
      unit: '',
    },
  ];
}
