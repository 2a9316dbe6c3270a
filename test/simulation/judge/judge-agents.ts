import { type EpochMs, plus, seconds, toIso } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { asksLive } from '#test/simulation/placers.ts';
import type { World } from '#test/simulation/world.ts';

const ANSWERS_BEHIND = seconds(-5);

/** Nothing is left to an agent who had another callback: the one that this one replaced. */
export function judgeAgents({ history, truth, genesys }: World): Violation[] {
  if (!history.wire.isStamped) return [];
  return truth.announced
    .filter(({ reason }) => reason === 'with-agent')
    .flatMap((one) => {
      const { conversationId, callbackKey } = one;
      const told = truth.told.filter(
        (news) => news.conversationId === conversationId && news.at < one.firedAt,
      );
      const epoch = genesys.epochs.find(
        ({ conversationId: id, scheduledFor }) =>
          id === conversationId && scheduledFor !== undefined && toIso(scheduledFor) === callbackKey,
      );
      // One that was moved away and back is the same one. Where it is the only one that was told of, nobody knows better.
      const isMoved = told.some(({ scheduledFor }) => scheduledFor !== epoch?.scheduledFor);
      if (epoch?.scheduledFor === undefined || !isMoved) return [];
      const { from, scheduledFor: due } = epoch;
      // An answer to a question may be as old as that, and is stamped so: then it was moved as early, for all we know.
      const known = asksLive(history) ? plus(from, ANSWERS_BEHIND) : from;
      // Whose leaving nobody told yet is still there, for all we know.
      const isHeard = (at: EpochMs) => told.some(({ observation: { stampedAt = 0 } }) => stampedAt >= at);
      const agents = genesys.stateOf(conversationId)?.agents ?? [];
      const isIts = agents.some(
        ({ connectedAt, endedAt }) =>
          connectedAt !== undefined &&
          (connectedAt >= known || endedAt === undefined || endedAt >= due || !isHeard(endedAt)),
      );
      return isIts ? [] : [violation("left-for-another's-agent", { one, epoch, agents })];
    });
}
