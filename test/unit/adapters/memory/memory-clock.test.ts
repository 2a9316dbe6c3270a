import { describe, expect, it } from 'vitest';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { seconds } from '#shared/domain/time.ts';
import { noon } from '#test/builders/times.ts';

describe('the memory clock', () => {
  it('stands still until it is moved', () => {
    const clock = createMemoryClock(noon(0));
    expect(clock.now()).toBe(noon(0));
    clock.moveTo(noon(9));
    expect(clock.now()).toBe(noon(9));
  });

  it('wakes sleepers in the order of their instants, each at its own', async () => {
    const clock = createMemoryClock(noon(0));
    const woken: [string, number][] = [];
    const sleep = async (name: string, length: number) => {
      await clock.sleep(seconds(length));
      woken.push([name, clock.now()]);
    };
    await Promise.all([sleep('late', 20), sleep('early', 5), sleep('middle', 10)]);
    expect(woken).toEqual([
      ['early', noon(5)],
      ['middle', noon(10)],
      ['late', noon(20)],
    ]);
  });
});
