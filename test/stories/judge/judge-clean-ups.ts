import { between, epochMs, hours, minutes, plus, toIso } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { AT_THE_SAME_TIME } from '#test/stories/judge/judge-claims.ts';
import type { CleanedUp } from '#test/stories/truth.ts';
import type { World } from '#test/stories/world.ts';

/**
 * What the program knows to have been moved is another callback by now, and nobody who talks is cut off. A limit that is
 * known: a callback that was moved and of which nobody told yet is ended too, as Genesys asks for no time at that.
 */
export const judgeCleanUps = (world: World): Violation[] =>
  world.truth.cleanUps.flatMap((one) => [
    ...(isMoved(world, one) && isToldOfTime(world, one) ? [violation('moved-one-cleaned-up', one)] : []),
    ...(isCutOff(world, one) ? [violation('cut-off', one)] : []),
  ]);

/** Whether a clean-up ended a callback that nobody had placed; counted, too, where nobody had told of its move. */
export function isMoved({ truth }: World, { conversationId, scheduledAt, at }: CleanedUp): boolean {
  const key = toIso(epochMs(scheduledAt));
  // An agent may take a callback before its time, and then it is placed before.
  const isPlaced = truth.deeds.some(
    ({ request }) =>
      request.conversationId === conversationId &&
      (request.callbackKey === key || request.firedAt + minutes(1) >= scheduledAt),
  );
  return scheduledAt > at && !isPlaced;
}

const isToldOfTime = ({ truth }: World, { conversationId, scheduledAt, at }: CleanedUp): boolean =>
  truth.told.some(
    (one) =>
      one.conversationId === conversationId &&
      one.scheduledAt === scheduledAt &&
      plus(one.recordedAt, AT_THE_SAME_TIME) < at,
  );

/** For longer than this nobody's call is waited for. */
const LONGEST_TALK = hours(1);

function isCutOff({ truth, story }: World, { conversationId, isCalled, at }: CleanedUp): boolean {
  // Without stamps, yesterday's end of a call may be taken for today's.
  if (!isCalled || story.wire.isUnstamped) return false;
  const told = truth.told.filter((one) => one.conversationId === conversationId && one.hasCall !== undefined);
  const known = told.filter(({ recordedAt }) => plus(recordedAt, AT_THE_SAME_TIME) < at);
  const newest = known.toSorted((a, b) => b.stamp - a.stamp)[0];
  const isRecent = truth.deeds.some(
    (deed) => deed.request.conversationId === conversationId && between(deed.at, at) < LONGEST_TALK,
  );
  return newest?.hasCall === true && isRecent;
}
