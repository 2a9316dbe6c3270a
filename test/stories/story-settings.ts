import { AGENT_FIRST_QUEUE } from '#local/genesys/defaults.ts';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Automation } from '#shared/domain/automation.ts';
import { seconds } from '#shared/domain/time.ts';
import type { Settings } from '#shared/ports/settings.ts';
import type { Scene } from '#test/stories/scene.ts';
import type { Story } from '#test/stories/story.ts';

/** What the operators have configured at this moment. */
export function settingsNow({ story, isNow, since }: Scene): Settings {
  const { placer } = story.switches.findLast(({ at }) => at <= since()) ?? story;
  return {
    paused: story.pauses.some(isNow),
    automations: new Map([['default', { ...anAutomation(story), placer }]]),
  };
}

const anAutomation = (story: Story): Automation => ({
  ...DEFAULT_AUTOMATION,
  match: { queueId: AGENT_FIRST_QUEUE.id },
  placeOnTimeout: story.placeOnTimeout,
  maxLateness: seconds(story.maxLateness),
  maxAttempts: story.maxAttempts,
  ...(story.ratePerMinute !== undefined && { ratePerMinute: story.ratePerMinute }),
  ...(story.hours && { callingHours: { ...story.hours, zone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7] } }),
  ...(story.leaveIfReachedWithin !== undefined && {
    leaveIfReachedWithin: seconds(story.leaveIfReachedWithin),
  }),
});
