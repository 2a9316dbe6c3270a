import { describe, expect, it } from 'vitest';
import { type AccessToken, createTokenSource } from '#shared/adapters/genesys-api/token-source.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { type DurationMs, hours, minutes, plus, seconds } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';

/** Answers tokens t1, t2, …, or none where it is told so. */
function aSource(lifetime: DurationMs, lacking: readonly number[] = []) {
  const clock = createMemoryClock(NOON);
  const asked: boolean[] = [];
  let gate = Promise.resolve();
  const source = createTokenSource({
    clock,
    async fetch(refused): Promise<AccessToken | undefined> {
      asked.push(refused);
      const n = asked.length;
      await gate;
      return lacking.includes(n) ? undefined : { token: `t${n}`, lifetime };
    },
  });
  const at = (length: DurationMs) => clock.moveTo(plus(NOON, length));
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    return resolve;
  };
  return { source, asked, at, hold };
}

describe('an access token', () => {
  it('is asked for once, and kept', async () => {
    const { source, asked, at } = aSource(hours(24));
    expect(await source.current()).toBe('t1');
    at(hours(23));
    expect(await source.current()).toBe('t1');
    expect(asked).toEqual([false]);
  });

  it.each([
    ['5 min before its end where it lives long', hours(24), plus(NOON, hours(24)) - minutes(5)],
    ['a tenth of its life before its end where that is less', minutes(10), plus(NOON, minutes(9)) - 0],
  ])('is renewed %s', async (_, lifetime, renewAt) => {
    const { source, at } = aSource(lifetime);
    await source.current();
    at((renewAt - NOON - 1) as DurationMs);
    expect(await source.current()).toBe('t1');
    at((renewAt - NOON) as DurationMs);
    expect(await source.current()).toBe('t2');
  });

  it('is asked for one at a time', async () => {
    const { source, asked, hold } = aSource(hours(1));
    const release = hold();
    const waiting = Promise.all([source.current(), source.current(), source.current()]);
    release();
    expect(await waiting).toEqual(['t1', 't1', 't1']);
    expect(asked).toHaveLength(1);
  });

  it('serves to its end while no other is to be had, and not longer', async () => {
    const { source, at } = aSource(minutes(10), [2, 3]);
    await source.current();
    at(minutes(9));
    expect(await source.current()).toBe('t1');
    at(minutes(10));
    expect(await source.current()).toBeUndefined();
  });

  it('is not asked for again for 5 s when none was to be had', async () => {
    const { source, asked, at } = aSource(hours(1), [1]);
    expect(await source.current()).toBeUndefined();
    at(seconds(4.999));
    expect(await source.current()).toBeUndefined();
    expect(asked).toHaveLength(1);
    at(seconds(5));
    expect(await source.current()).toBe('t2');
  });
});

describe('an access token that was refused', () => {
  it('is replaced once, however many were refused with it', async () => {
    const { source, asked } = aSource(hours(1));
    await source.current();
    expect(await Promise.all([source.renewed('t1'), source.renewed('t1')])).toEqual(['t2', 't2']);
    expect(await source.renewed('t1')).toBe('t2');
    expect(asked).toEqual([false, true]);
  });

  it('never serves again, even if no other is to be had', async () => {
    const { source } = aSource(hours(1), [2]);
    await source.current();
    expect(await source.renewed('t1')).toBeUndefined();
    expect(await source.current()).toBeUndefined();
  });
});
