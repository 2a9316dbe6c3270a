import type { LegFacts } from '#shared/domain/observation.ts';
import { durationMs, type EpochMs, earliest, epochMs, plus, toIso } from '#shared/domain/time.ts';
import type { Epoch } from '#test/simulation/genesys.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { asksLive, STAMPED_EARLIER } from '#test/simulation/placers.ts';
import { isLater, isMovedAtOnce, type Told } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** Nothing is left to an agent who had another callback: the one that this one replaced. */
export function judgeAgents(world: World): Violation[] {
  const { history, truth, genesys } = world;
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
      // One that was moved away and back is the same one. Where it is the only one that was told of, nobody knows better;
      // and legs that are told of alone are not dated.
      const isMoved = told.some(
        ({ scheduledFor, observation }) =>
          observation.told.kind === 'snapshot' && scheduledFor !== epoch?.scheduledFor,
      );
      if (epoch?.scheduledFor === undefined || !isMoved || isMovedAtOnce(truth, conversationId)) return [];
      const { from } = epoch;
      if (asksLive(history) && answeredFor(history, one.firedAt) < from) return [];
      // An answer to a question may be as old as that, and is stamped so: then it was moved as early, for all we know.
      const known = asksLive(history) ? plus(from, STAMPED_EARLIER) : from;
      const agents = genesys.stateOf(conversationId)?.agents ?? [];
      const isIts = agents.some(
        (agent) =>
          agent.connectedAt !== undefined &&
          (agent.connectedAt >= known || isThere(agent, dueOf(world, epoch, one), told)),
      );
      return isIts ? [] : [violation("left-for-another's-agent", { one, epoch, agents })];
    });
}

/** The earliest instant of which Genesys may have spoken when it was asked: a copy may be behind. */
const answeredFor = ({ lag }: World['history'], askedAt: EpochMs): EpochMs =>
  plus(askedAt, durationMs(STAMPED_EARLIER - lag * 1000));

/**
 * Who leaves after that is there when it is decided: the callback's time, or the earlier one to which it was moved
 * meanwhile.
 */
function dueOf(
  { genesys, history }: World,
  { conversationId, from }: Epoch,
  { firedAt, at }: { readonly firedAt: EpochMs; readonly at: EpochMs },
): EpochMs {
  const times = genesys.epochs
    .filter((one) => one.conversationId === conversationId && one.from >= from && one.from <= at)
    .flatMap(({ scheduledFor }) => scheduledFor ?? []);
  return earliest(...times, asksLive(history) ? answeredFor(history, firedAt) : at);
}

/** Whose leaving nobody told yet is still there, for all we know. */
function isThere(
  { participantId, endedAt }: LegFacts,
  until: EpochMs,
  told: readonly Pick<Told, 'observation'>[],
): boolean {
  if (endedAt === undefined || endedAt >= until) return true;
  const stampOf = ({ observation: { stampedAt = epochMs(0) } }: Pick<Told, 'observation'>) => stampedAt;
  if (told.some((news) => stampOf(news) > endedAt)) return false;
  // Of two news with one stamp, either may be the newer.
  const last = told
    .filter((news) => stampOf(news) === endedAt)
    .toSorted((a, b) => (isLater(a, b) ? -1 : 1))[0];
  const legs = last?.observation.told.kind === 'snapshot' ? last.observation.told.legs : [];
  return !legs.some((leg) => leg.participantId === participantId && leg.endedAt !== undefined);
}
