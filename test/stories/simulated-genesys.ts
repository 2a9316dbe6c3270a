import { createFakeGenesys, type FakeGenesys } from '#local/genesys/create-fake-genesys.ts';
import type { Notification } from '#local/genesys/notifications.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { Scene } from '#test/stories/scene.ts';

/** Creates a fake Genesys Cloud that behaves as the story says, and that virtual time wakes whenever something is due there. */
export function createSimulatedGenesys(
  { story, time, random }: Scene,
  notify: (notification: Notification) => void,
): FakeGenesys {
  let ids = 0;
  const suffix = `0000-4000-8000-${String(story.seed).padStart(12, '0')}`;
  const genesys = createFakeGenesys({
    clock: time,
    notify,
    newId: () => `${(++ids).toString(16).padStart(8, '0')}-${suffix}`,
    random: random.next,
    onAgenda: () => time.at(time.now(), wake),
    settings: {
      topics: [...story.topics],
      answers: story.answers,
      copies: story.wire.copies,
      lost: story.wire.lost,
      lateMs: story.wire.lateMs,
      jitterMs: story.wire.jitterMs,
      // So that what a request did shows at once.
      campaignMs: 0,
      requestsPerMinute: 300,
      tokenSeconds: random.pick([60, 3600, 86_399]),
    },
  });

  function wake(): void {
    const next = genesys.nextAt();
    if (next === undefined) return;
    if (next > time.now()) time.at(epochMs(next), wake);
    else {
      genesys.runDue();
      time.at(time.now(), wake);
    }
  }

  return genesys;
}
