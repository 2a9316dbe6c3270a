/** Says what a story did that must never happen: judged by what was really dialled, said and left behind. */
import type { Conversation } from '#shared/domain/conversation.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { judgeAnnouncements } from '#test/stories/judge/judge-announcements.ts';
import { judgeClaims } from '#test/stories/judge/judge-claims.ts';
import { judgeCleanUps } from '#test/stories/judge/judge-clean-ups.ts';
import { judgeDeeds } from '#test/stories/judge/judge-deeds.ts';
import { judgeEpochs } from '#test/stories/judge/judge-epochs.ts';
import { judgeLeftOvers } from '#test/stories/judge/judge-left-overs.ts';
import { judgeRate } from '#test/stories/judge/judge-rate.ts';
import type { World } from '#test/stories/world.ts';

/** Judges a world in which everything has happened. */
export async function judge(world: World): Promise<Violation[]> {
  const ids = [...new Set(world.truth.epochs.map(({ conversationId }) => conversationId))];
  const states = new Map<string, Conversation>();
  for (const id of ids) {
    const stored = await world.load(id);
    if (stored) states.set(id, stored);
  }
  return [
    ...world.problems.map((problem) => violation(problem.split(':')[0] ?? '', problem)),
    ...judgeDeeds(world),
    ...judgeClaims(world),
    ...judgeLeftOvers(world, [...states.values()]),
    ...judgeEpochs(world, states),
    ...judgeAnnouncements(world, [...states.values()]),
    ...judgeRate(world),
    ...judgeCleanUps(world),
  ];
}
