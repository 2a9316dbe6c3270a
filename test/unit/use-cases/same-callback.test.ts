import { describe, expect, it } from 'vitest';
import { nextLook } from '#shared/domain/next-look.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { SHAPES, type Story } from '#test/builders/bodies.ts';
import { aSmallWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

const observed = (shape: string, story: Story) => {
  const parsed = parseNotification(JSON.stringify(SHAPES[shape]?.(story)));
  if (parsed.kind !== 'one' || parsed.element.kind !== 'observed')
    throw new Error(`${shape} is not observed.`);
  return parsed.element.observation;
};

const names = Object.keys(SHAPES);
const pairs = names.flatMap((first) => names.map((second) => [first, second] as const));

describe('one callback that is told as', () => {
  it.each(pairs)('%s, then as %s, has one key, one timer, one outcome', async (first, second) => {
    const world = aSmallWorld();
    world.clock.moveTo(noon(-600));
    await world.tell(observed(first, { at: NOON, toldAt: noon(-600) }));
    world.clock.moveTo(noon(-590));
    await world.tell(observed(second, { at: NOON, toldAt: noon(-590) }));
    expect(nextLook(await world.state())).toEqual({ at: NOON, why: 'scheduled' });
    await world.passUntil(noon(3600));
    const { callbacks } = await world.state();
    expect(callbacks.map(({ key }) => key)).toEqual(['2026-09-01T12:00:00.000Z']);
    expect(world.placer.requests.length + world.announced().length).toBe(1);
  });

  it.each(pairs)('%s, due and dealt with, then as %s, is not dealt with again', async (first, second) => {
    const world = aSmallWorld();
    world.clock.moveTo(noon(-600));
    await world.tell(observed(first, { at: NOON, toldAt: noon(-600) }));
    await world.passUntil(noon(120));
    const before = world.placer.requests.length + world.announced().length;
    await world.tell(observed(second, { at: NOON, toldAt: noon(120) }));
    await world.passUntil(noon(3600));
    expect([before, world.placer.requests.length + world.announced().length]).toEqual([1, 1]);
  });

  it.each(pairs)('%s, to be placed immediately, then as %s, is dealt with once', async (first, second) => {
    const world = aSmallWorld();
    world.clock.moveTo(NOON);
    await world.tell(observed(first, { at: undefined, toldAt: NOON }));
    await world.passUntil(noon(120));
    world.clock.moveTo(noon(300));
    await world.tell(observed(second, { at: undefined, toldAt: noon(300) }));
    await world.passUntil(noon(7200));
    expect((await world.state()).callbacks).toHaveLength(1);
    expect(world.placer.requests.length + world.announced().length).toBe(1);
  });

  it.each(pairs)('%s, then cancelled as %s, is not placed', async (first, second) => {
    const world = aSmallWorld();
    world.clock.moveTo(noon(-600));
    await world.tell(observed(first, { at: NOON, toldAt: noon(-600) }));
    world.clock.moveTo(noon(-300));
    await world.tell(observed(second, { at: NOON, toldAt: noon(-300), isOver: true }));
    await world.passUntil(noon(3600));
    expect([nextLook(await world.state()), world.placer.requests, world.announced()]).toEqual([
      undefined,
      [],
      [],
    ]);
  });

  // Detail events tell of no reschedule.
  const movers = names.filter((name) => !['detail event', 'relayed flat body'].includes(name));
  const moves = names.flatMap((first) => movers.map((second) => [first, second] as const));

  it.each(moves)('%s, then moved as %s, is dealt with once, at the new time', async (first, second) => {
    const world = aSmallWorld();
    world.clock.moveTo(noon(-600));
    await world.tell(observed(first, { at: NOON, toldAt: noon(-600) }));
    world.clock.moveTo(noon(-300));
    await world.tell(observed(second, { at: noon(1800), toldAt: noon(-300) }));
    await world.passUntil(noon(1800, -1));
    expect([world.placer.requests, world.announced()]).toEqual([[], []]);
    await world.passUntil(noon(7200));
    expect(world.placer.requests.length + world.announced().length).toBe(1);
  });

  const ends = moves.flatMap((move) => names.map((third) => [...move, third] as const));

  it.each(ends)('%s, then moved as %s, then cancelled as %s, is not placed', async (first, second, third) => {
    const world = aSmallWorld();
    world.clock.moveTo(noon(-600));
    await world.tell(observed(first, { at: NOON, toldAt: noon(-600) }));
    world.clock.moveTo(noon(-300));
    await world.tell(observed(second, { at: noon(1800), toldAt: noon(-300) }));
    world.clock.moveTo(noon(-200));
    await world.tell(observed(third, { at: noon(1800), toldAt: noon(-200), isOver: true }));
    await world.passUntil(noon(7200));
    expect([world.placer.requests, world.announced()]).toEqual([[], []]);
  });
});
