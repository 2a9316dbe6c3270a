import { describe, expect, it } from 'vitest';
import { MORTALS, PAIR } from '#test/simulation/interleavings/cast.ts';
import { enumerate } from '#test/simulation/interleavings/enumerate.ts';
import { storiesOf } from '#test/simulation/interleavings/story.ts';

const storyOf = (name: string) => {
  const story = storiesOf('announce').find((one) => one.name === name);
  if (story === undefined) throw new Error(`There is no story of ${name}.`);
  return story;
};

describe('merging orders that lead to the same state', () => {
  it.each([
    { cast: PAIR, name: 'a cancel' },
    { cast: MORTALS, name: 'a duplicate' },
  ])(
    'counts the same orders and comes to the same ends as each order by itself: $cast.name, $name',
    async ({ cast, name }) => {
      const setting = { cast, placer: 'announce', story: storyOf(name) } as const;
      const merged = await enumerate(setting);
      const single = await enumerate(setting, false);
      expect(BigInt(single.runs)).toBe(single.orders);
      expect(merged.orders).toBe(single.orders);
      expect([...merged.ends].toSorted()).toEqual([...single.ends].toSorted());
      expect(merged.runs).toBeLessThan(single.runs);
    },
  );
});
