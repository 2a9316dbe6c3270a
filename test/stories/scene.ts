import { createMemoryTelemetry, type MemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { between, type DurationMs, durationMs, type EpochMs } from '#shared/domain/time.ts';
import { createRandom, type Random } from '#test/simulation/random.ts';
import type { Story } from '#test/stories/story.ts';
import { createVirtualTime, type VirtualTime } from '#test/stories/virtual-time.ts';

/** What all parts of a world share. */
export interface Scene {
  readonly story: Story;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly telemetry: MemoryTelemetry;
  /** What went wrong that nobody should ever see. */
  readonly problems: string[];
  /** How long the next thing that is asked of the world takes on its way. */
  latency(): DurationMs;
  /** Whether something of the story goes on at this moment. */
  isNow(one: { readonly at: number; readonly seconds: number }): boolean;
  /** Seconds since the story began. */
  since(): number;
}

/** Sets the stage for a story. */
export function createScene(story: Story, start: EpochMs): Scene {
  const time = createVirtualTime(start);
  // Another seed than the one that the story was made up from.
  const random = createRandom(story.seed * 7919 + 1);
  const since = () => between(start, time.now()) / 1000;
  return {
    story,
    time,
    random,
    telemetry: createMemoryTelemetry(),
    problems: [],
    latency: () => durationMs(random.next() * story.latencyMs),
    isNow: ({ at, seconds }) => since() >= at && since() < at + seconds,
    since,
  };
}
