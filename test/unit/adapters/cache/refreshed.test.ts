import { describe, expect, it } from 'vitest';
import { createRefreshed } from '#shared/adapters/cache/refreshed.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { seconds } from '#shared/domain/time.ts';
import { noon } from '#test/builders/times.ts';

function aValue(usableFor?: number) {
  const clock = createMemoryClock(noon(0));
  const failures: unknown[] = [];
  let fetches = 0;
  let isBroken = false;
  const value = createRefreshed({
    clock,
    freshFor: seconds(10),
    ...(usableFor !== undefined && { usableFor: seconds(usableFor) }),
    onFailure: (error) => failures.push(error),
    fetch: async () => {
      fetches++;
      if (isBroken) throw new Error('out of reach');
      return fetches;
    },
  });
  const setBroken = (broken: boolean) => {
    isBroken = broken;
  };
  return { clock, value, failures, fetches: () => fetches, setBroken };
}

describe('a value that is fetched from elsewhere', () => {
  it('stays until it is older than it may be', async () => {
    const { clock, value } = aValue();
    expect(await value()).toBe(1);
    clock.moveTo(noon(10));
    expect(await value()).toBe(1);
    clock.moveTo(noon(10, 1));
    expect(await value()).toBe(2);
  });

  it('is fetched again for a caller who wants a fresher one', async () => {
    const { clock, value } = aValue();
    await value();
    clock.moveTo(noon(2));
    expect(await value(seconds(2))).toBe(1);
    expect(await value(seconds(1))).toBe(2);
  });

  it('is fetched once for all who wait for it', async () => {
    const { value, fetches } = aValue();
    expect(await Promise.all([value(), value(), value()])).toEqual([1, 1, 1]);
    expect(fetches()).toBe(1);
  });

  it('rejects for all who wait for it, and is fetched anew for the next', async () => {
    const { value, setBroken, failures } = aValue();
    setBroken(true);
    const results = await Promise.allSettled([value(), value()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(failures).toHaveLength(1);
    setBroken(false);
    expect(await value()).toBe(2);
  });

  it('serves on while no new one can be fetched, for ever if nothing else is said', async () => {
    const { clock, value, setBroken } = aValue();
    await value();
    setBroken(true);
    clock.moveTo(noon(1_000_000));
    expect(await value()).toBe(1);
  });

  it('serves on no longer than it is usable', async () => {
    const { clock, value, setBroken } = aValue(60);
    await value();
    setBroken(true);
    clock.moveTo(noon(60));
    expect(await value()).toBe(1);
    clock.moveTo(noon(60, 1));
    await expect(value()).rejects.toThrow('out of reach');
  });

  it('is replaced once a source that was out of reach for a while is back', async () => {
    const { clock, value, setBroken } = aValue();
    await value();
    setBroken(true);
    clock.moveTo(noon(11));
    await value();
    setBroken(false);
    clock.moveTo(noon(16));
    expect(await value()).toBe(1);
    clock.moveTo(noon(16, 1));
    expect(await value()).toBe(3);
  });
});
