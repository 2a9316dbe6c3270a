/** Says what happened in a history that must never happen: by what was really dialled, said and left behind. */
import { judgeAgents } from '#test/simulation/judge/judge-agents.ts';
import { judgeAnnouncements } from '#test/simulation/judge/judge-announcements.ts';
import { judgeCalm } from '#test/simulation/judge/judge-calm.ts';
import { judgeClaims } from '#test/simulation/judge/judge-claims.ts';
import { judgeDeeds } from '#test/simulation/judge/judge-deeds.ts';
import { judgeEnds } from '#test/simulation/judge/judge-ends.ts';
import { judgeLeftOvers } from '#test/simulation/judge/judge-left-overs.ts';
import { judgeOrder } from '#test/simulation/judge/judge-order.ts';
import { judgeReached } from '#test/simulation/judge/judge-reached.ts';
import { judgeReasons } from '#test/simulation/judge/judge-reasons.ts';
import { judgeTakers } from '#test/simulation/judge/judge-takers.ts';
import type { Violation } from '#test/simulation/judge/violation.ts';
import type { World } from '#test/simulation/world.ts';

/** Judges a world in which everything has happened. */
export const judge = (world: World): Violation[] => [
  ...world.problems,
  ...judgeDeeds(world),
  ...judgeClaims(world),
  ...judgeEnds(world),
  ...judgeLeftOvers(world),
  ...judgeAnnouncements(world),
  ...judgeReasons(world),
  ...judgeReached(world),
  ...judgeAgents(world),
  ...judgeTakers(world),
  ...judgeOrder(world),
  ...judgeCalm(world),
];
