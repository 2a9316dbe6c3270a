import { ledgerOf } from '#shared/domain/records.ts';
import type { Race } from '#test/simulation/interleavings/race.ts';
import { judge } from '#test/simulation/judge/judge.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';

/** Has everything else happen, and says what must not have happened. */
export async function judgeRace(race: Race): Promise<readonly Violation[]> {
  await race.end();
  return [...judge(race.world), ...judgeNews(race), ...judgeCalls(race), ...judgeNumber(race)];
}

/**
 * What ingest recorded before the claim keeps the callback from being claimed for the old time. One that was moved
 * within the minute after a claim is still that claim's, which may be tried again.
 */
function judgeNews({ setting: { story }, truth, id, toldBefore }: Race): Violation[] {
  const news = truth.told.slice(toldBefore)[0];
  if (!story.forbids || news === undefined) return [];
  const own = truth.claims.filter(({ conversationId }) => conversationId === id);
  const claims = story.calls === 'one' ? own.slice(0, 1) : own;
  return claims
    .filter(({ save, placement }) => placement.due === story.fires && news.save < save)
    .map((claim) => violation('claimed-though-told', { claim, news }));
}

/** A call that was made is known to have been made, or somebody was told that nobody knows. */
const judgeCalls = ({ truth }: Race): Violation[] =>
  truth.deeds
    .filter(({ request: { conversationId, callbackKey } }) => {
      const state = truth.states.get(conversationId);
      const placement = state && ledgerOf(state, callbackKey).placement;
      return placement?.kind !== 'placed' && !(placement?.kind === 'unknown' && placement.doubtAnnounced);
    })
    .map((deed) => violation('call-forgotten', deed));

/** Where nobody died or was too slow, there is the call that there should be. */
function judgeNumber({ setting: { story, cast }, truth, genesys, stage }: Race): Violation[] {
  const { calls } = story;
  if (calls === 'at-most-one' || stage.deaths() > 0 || cast.isLastLate) return [];
  const wanted = calls === 'one' ? undefined : calls.at;
  const isMoot =
    wanted !== undefined &&
    !genesys.epochs.some(({ scheduledFor, until }) => scheduledFor === wanted && until === undefined);
  const keys = new Set(
    truth.deeds
      .filter(({ request }) => wanted === undefined || request.due === wanted)
      .map(({ request }) => request.placementKey),
  );
  return isMoot || keys.size === 1 ? [] : [violation(`${keys.size}-calls`, truth.deeds)];
}
