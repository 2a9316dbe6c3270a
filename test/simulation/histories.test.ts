import { describe, expect, it } from 'vitest';
import { describeFailure, violationsOf } from '#test/simulation/judged-history.ts';
import { liveHistory } from '#test/simulation/live-history.ts';
import { tellHistory } from '#test/simulation/tell-history.ts';

/** `npm run simulate` lives others, and as many as it is told. */
const HISTORIES = 1000;
const IN_ONE_TEST = 50;

describe('the program, whatever happens around it', () => {
  it.each(Array.from({ length: HISTORIES / IN_ONE_TEST }, (_, nth) => nth * IN_ONE_TEST + 1))(
    `places everything once, in time and not in vain, in the ${IN_ONE_TEST} histories from seed %i on`,
    async (first) => {
      for (let seed = first; seed < first + IN_ONE_TEST; seed++) {
        const history = tellHistory(seed);
        const violations = await violationsOf(history);
        expect(violations.length > 0 ? await describeFailure(history, violations) : '').toBe('');
      }
    },
  );

  it('lives one history in the same way each time', async () => {
    const live = async () => {
      const story: string[] = [];
      await liveHistory(tellHistory(4), (line) => story.push(line));
      return story;
    };
    const story = await live();
    expect(story.length).toBeGreaterThan(10);
    expect(await live()).toEqual(story);
  });
});
