/**
 * What is enumerated: every order in which the outside calls of all who take part can happen, for one conversation of
 * which ingest is told something while its timer fires. Nothing is sampled, and no order is left out: what a worker and
 * ingest do depends on nothing but what their calls answer, and on the clock, which stands still but for their sleeps.
 *
 * - One worker and ingest, of which one may die at any call: every call and sleep is a step of its own. Some 2,000 million
 *   orders of 63 settings, in about 100,000 runs.
 * - Two workers with the same timer, or a slow one and its relief: steps are the calls that others can tell (`Cast`).
 *   In the tests, for the placers and stories that take seconds; `run.ts` goes through them all.
 *
 * Runs are fewer than orders, because two orders that come to the same state are one from there on; `merging.test.ts`
 * shows that this leaves nothing out. After each end, time passes until nothing is to be expected any more, and then it
 * is judged.
 */
import { describe, expect, it } from 'vitest';
import type { PlacerName } from '#test/simulation/history.ts';
import type { Cast } from '#test/simulation/interleavings/cast.ts';
import { describeWrong, enumerate } from '#test/simulation/interleavings/enumerate.ts';
import { type Story, storiesOf } from '#test/simulation/interleavings/story.ts';

/** Enumerates the orders of a cast with a placer, story by story, or of some stories alone. */
export const enumerated = (cast: Cast, placer: PlacerName, isMeant: (story: Story) => boolean = () => true) =>
  describe(`every order of outside calls of ingest and ${cast.name}, with ${placer}`, () => {
    it.each(storiesOf(placer).filter(isMeant))('is right when the timer meets $name', async (story) => {
      const explored = await enumerate({ cast, placer, story });
      expect(describeWrong(explored)).toBe('');
      // Fewer would mean that somebody never took part.
      expect(explored.orders).toBeGreaterThan(100n);
    });
  });
