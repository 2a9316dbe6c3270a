import { describe, expect, it } from 'vitest';
import { describeFailure, violationsOf } from '#test/stories/judged-story.ts';
import { tellStory } from '#test/stories/tell-story.ts';

/** `npm run stories -- FROM TO` tells others, and more of them. */
const SEEDS = Array.from({ length: 200 }, (_, nth) => nth + 1);

describe('the program, whatever happens around it', () => {
  it.each(SEEDS)('calls nobody twice and forgets nobody in story %i', async (seed) => {
    const story = tellStory(seed);
    const violations = await violationsOf(story);
    const failure = violations.length > 0 ? await describeFailure(story, violations) : '';
    expect(failure).toBe('');
  });

  it('is told the same story twice for one seed', () => {
    expect(tellStory(7)).toEqual(tellStory(7));
    expect(tellStory(7)).not.toEqual(tellStory(8));
  });
});
