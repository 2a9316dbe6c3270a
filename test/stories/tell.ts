/**
 * `npm run stories -- FROM TO`: lets the stories of these seeds happen. Says what was violated, the least story of each
 * kind of violation, and what the stories were about.
 */
import { createCounts } from '#test/stories/counts.ts';
import { judge } from '#test/stories/judge/judge.ts';
import { describeFailure, violationsOf } from '#test/stories/judged-story.ts';
import { liveStory } from '#test/stories/live-story.ts';
import { tellStory } from '#test/stories/tell-story.ts';

const write = (text: string) => void process.stdout.write(`${text}\n`);
const [from = 1, to = from] = process.argv.slice(2).map(Number);
if (![from, to].every(Number.isSafeInteger) || to < from) {
  write('Usage: npm run stories -- FROM TO, two seeds, the first not after the last');
  process.exit(2);
}
const seedsOf = new Map<string, number[]>();
const counts = createCounts();
const began = performance.now();

for (let seed = from; seed <= to; seed++) {
  const story = tellStory(seed);
  const world = await liveStory(story).catch(() => undefined);
  if (world) counts.add(world);
  const violations = world ? await judge(world) : await violationsOf(story);
  const kinds = new Set(violations.map(({ what }) => what));
  if ([...kinds].some((what) => !seedsOf.has(what))) write(await describeFailure(story, violations));
  for (const what of kinds) seedsOf.set(what, [...(seedsOf.get(what) ?? []), seed]);
}

const spent = performance.now() - began;
for (const line of counts.lines()) write(line);
for (const [what, seeds] of seedsOf) {
  write(`Violated: ${what} in ${seeds.length} stories, such as ${seeds.slice(0, 12).join(' ')}`);
}
const stories = to - from + 1;
write(`${stories} stories, ${seedsOf.size} kinds of violations, ${(spent / stories).toFixed(1)} ms a story`);
process.exitCode = seedsOf.size === 0 ? 0 : 1;
