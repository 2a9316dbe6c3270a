import { describe, expect, it } from 'vitest';
import { epochMs } from '#shared/domain/time.ts';
import { SHARDS } from '#shared/ports/look-index.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';
import { createSweep } from '#shared/use-cases/sweep.ts';
import { aCustomerLeg, aSnapshot } from '#test/builders/observations.ts';
import { aSmallWorld } from '#test/builders/small-world.ts';
import { noon } from '#test/builders/times.ts';

/** A world with a callback for each of these seconds after noon, and nothing sent yet. */
async function aWorldWith(...seconds: number[]) {
  const world = aSmallWorld();
  world.timers.isDown = true;
  for (const at of seconds) {
    await world.tell({
      ...aSnapshot([aCustomerLeg({ scheduledFor: noon(at) })], noon(-3600)),
      conversationId: `c${at}`,
    });
  }
  world.timers.isDown = false;
  return world;
}

const sent = (timers: readonly Timer[]) =>
  timers.map(({ at }) => (at - noon(0)) / 1000).toSorted((a, b) => a - b);

describe('the sweep', () => {
  it('sends what comes due within 5 minutes, and nothing later', async () => {
    const world = await aWorldWith(0, 299, 300, 301);
    world.clock.moveTo(noon(0));
    await world.sweep();
    expect(sent(world.timers.sent)).toEqual([0, 299, 300]);
  });

  it('sends nothing twice, from run to run', async () => {
    const world = await aWorldWith(100, 200, 400);
    world.clock.moveTo(noon(0));
    await world.sweep();
    world.clock.moveTo(noon(60));
    await world.sweep();
    world.clock.moveTo(noon(119));
    await world.sweep();
    expect(sent(world.timers.sent)).toEqual([100, 200, 400]);
  });

  it('finds a look whose message was lost, once it is overdue by more than 20 s', async () => {
    const world = await aWorldWith(100);
    world.clock.moveTo(noon(0));
    await world.sweep();
    for (const [now, times] of [
      [119, 1],
      [120, 2],
      [180, 3],
    ] as const) {
      world.clock.moveTo(noon(now));
      await world.sweep();
      expect(world.timers.sent).toHaveLength(times);
    }
    expect(world.telemetry.durations('looks.oldest-overdue')).toEqual([0, 0, 20_000, 80_000]);
  });

  it('finds what came due during an outage of days', async () => {
    const world = await aWorldWith(0, 86_400);
    world.clock.moveTo(noon(3 * 86_400));
    await world.sweep();
    expect(sent(world.timers.sent)).toEqual([0, 86_400]);
  });

  it('does not move the cursor past what could not be sent', async () => {
    const world = await aWorldWith(100);
    world.clock.moveTo(noon(0));
    world.timers.isDown = true;
    await world.sweep();
    world.timers.isDown = false;
    world.clock.moveTo(noon(60));
    await world.sweep();
    expect(sent(world.timers.sent)).toEqual([100]);
  });

  it('sweeps the other shards when one fails, and then fails', async () => {
    const world = await aWorldWith(100, 200, 250);
    world.clock.moveTo(noon(0));
    const { index } = world.table;
    const broken = {
      ...index,
      cursor: (shard: number) => (shard === 0 ? Promise.reject(new Error('throttled')) : index.cursor(shard)),
    };
    await expect(createSweep({ ...world.deps, index: broken })()).rejects.toThrow(`1 of ${SHARDS} shards`);
    expect(await index.cursor(1)).toBeGreaterThan(epochMs(0));
  });
});
