import type { Violation } from '#test/simulation/judge/violation.ts';
import { shrink } from '#test/simulation/shrink.ts';
import type { Bend } from '#test/stories/bend.ts';
import { judge } from '#test/stories/judge/judge.ts';
import { lesserStories } from '#test/stories/lesser-stories.ts';
import { liveStory } from '#test/stories/live-story.ts';
import type { Story } from '#test/stories/story.ts';

/** Has a story happen, and answers what was violated in it; that it could not be told to its end is a violation too. */
export async function violationsOf(story: Story, bend: Bend = {}): Promise<Violation[]> {
  try {
    return await judge(await liveStory(story, bend));
  } catch (error) {
    const about = error instanceof Error ? String(error.stack) : String(error);
    return [{ what: 'simulation-failed', about }];
  }
}

/** Says of a failing story what was violated, and the least story in which the first of it is violated too. */
export async function describeFailure(story: Story, violations: readonly Violation[]): Promise<string> {
  const [first] = violations;
  const fails = async (one: Story) => (await violationsOf(one)).some(({ what }) => what === first?.what);
  const least = await shrink(story, lesserStories, fails);
  return [
    `Seed ${story.seed} (${story.placer}):`,
    ...violations.map(({ what, about }) => `  ${what} ${about.slice(0, 300)}`),
    `Its least story with ${first?.what}: ${JSON.stringify(least)}`,
    ...(await violationsOf(least)).map(({ what, about }) => `  ${what} ${about.slice(0, 3000)}`),
  ].join('\n');
}
