import { describe, expect, it } from 'vitest';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
import { durationMs } from '#shared/domain/time.ts';

describe('the system clock', () => {
  it('tells the time of the machine in milliseconds', () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('sleeps, at most 2 ms less than it was told to', async () => {
    const start = performance.now();
    await systemClock.sleep(durationMs(20));
    expect(performance.now() - start).toBeGreaterThanOrEqual(18);
  });
});
