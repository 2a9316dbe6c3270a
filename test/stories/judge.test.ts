import { describe, expect, it } from 'vitest';
import { violationsOf } from '#test/stories/judged-story.ts';
import { PLANTED_FAULTS, type PlantedFault } from '#test/stories/planted-faults.ts';
import { tellStory } from '#test/stories/tell-story.ts';

/** A fault that shows in none of so many stories would not be found. */
const MOST_STORIES = 150;

async function isFound({ bend, shows, changes }: PlantedFault): Promise<boolean> {
  for (let seed = 1; seed <= MOST_STORIES; seed++) {
    const violations = await violationsOf({ ...tellStory(seed), ...changes }, bend);
    if (violations.some(({ what }) => what === shows)) return true;
  }
  return false;
}

describe('the judge finds out when there is', () => {
  it.each(PLANTED_FAULTS)('$what', async (fault) => {
    expect(await isFound(fault)).toBe(true);
  });
});
