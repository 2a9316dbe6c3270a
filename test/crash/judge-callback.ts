/** What must hold for each callback, whatever was killed meanwhile; by what was seen outside, not by answers. */
import { LEASE } from '#shared/domain/lease.ts';
import { minutes } from '#shared/domain/time.ts';
import type { Evidence } from '#test/crash/evidence.ts';

export interface Judgement {
  readonly end: 'placed' | 'unknown' | 'cancelled' | 'lost';
  readonly violations: readonly string[];
}

/** How long it may take until an unknown outcome is announced. */
const TOLD_AFTER = minutes(5) + 5000;

export function judgeCallback(evidence: Evidence, now: number): Judgement {
  const end = endOf(evidence);
  const violations = [
    ...timesWrong(evidence),
    ...doubles(evidence),
    ...afterNews(evidence),
    ...endWrong(evidence, end, now),
    ...silentEnds(evidence),
    ...forgotten(evidence),
  ];
  const { id, automation } = evidence.callback;
  return { end, violations: violations.map((what) => `${automation} ${id}: ${what}`) };
}

const placementsOf = ({ report }: Evidence) =>
  (report?.callbacks ?? []).flatMap(({ key, placement }) =>
    placement ? [{ ...placement, due: Date.parse(key), firedAt: Date.parse(placement.firedAt) }] : [],
  );

const isIn = (evidence: Evidence, state: 'placed' | 'unknown') =>
  placementsOf(evidence).some((placement) => placement.state === state);

function endOf(evidence: Evidence): Judgement['end'] {
  if (isIn(evidence, 'unknown')) return 'unknown';
  if (isIn(evidence, 'placed') || evidence.deeds.length > 0) return 'placed';
  return evidence.callback.isCancelled ? 'cancelled' : 'lost';
}

/** Early, or for a time that Genesys never had. */
function timesWrong({ deeds, told, ...evidence }: Evidence): string[] {
  const known = new Set(told.map(({ scheduledAt }) => scheduledAt));
  const claims = placementsOf({ deeds, told, ...evidence });
  return [
    ...deeds.filter(({ at, due }) => at < due).map(({ at, due }) => `placed ${due - at} ms early`),
    ...claims.filter(({ firedAt, due }) => firedAt < due).map(() => 'claimed early'),
    ...deeds.filter(({ due }) => !known.has(due)).map(({ due }) => `placed for ${iso(due)}, never its time`),
  ];
}

const iso = (instant: number) =>
  Number.isFinite(instant) ? new Date(instant).toISOString() : String(instant);

/** One placement for each conversation of this load; only what is repeatable may repeat it, each time as a new attempt. */
function doubles({ callback, deeds }: Evidence): string[] {
  const dues = new Set(deeds.map(({ due }) => due));
  const attempts = deeds.flatMap(({ attempt }) => attempt ?? []);
  return [
    ...(dues.size > 1 ? [`placed for ${dues.size} times: ${[...dues].map(iso).join(', ')}`] : []),
    ...(callback.automation === 'dial' && deeds.length > 1 ? [`dialled ${deeds.length} times`] : []),
    ...(new Set(attempts).size < attempts.length ? ['one attempt reached the receiver twice'] : []),
  ];
}

/** Nothing is claimed after a cancel or another time was recorded, and what Genesys is asked about is never placed. */
function afterNews(evidence: Evidence): string[] {
  const { callback, deeds, told } = evidence;
  const last = told.at(-1)?.scheduledAt;
  const isAsked = callback.automation === 'dial';
  return [
    ...placementsOf(evidence)
      .filter(({ due, firedAt }) => firedAt > overAt(evidence, due))
      .map(({ due }) => `claimed for ${iso(due)} after it was recorded that it is over`),
    ...deeds
      .filter(({ at, due }) => at > overAt(evidence, due) + LEASE && !isMovedTo(evidence, at))
      .map(() => 'placed long after it was recorded that it is over'),
    ...(isAsked && callback.isCancelled && deeds.length > 0 ? ['dialled, though cancelled before'] : []),
    ...(isAsked && deeds.some(({ at }) => last !== undefined && at < last)
      ? ['dialled before its new time']
      : []),
  ];
}

/** When it was first recorded that a callback is not, or not any more, to be placed at this time. */
function overAt({ callback, told }: Evidence, due: number): number {
  const first = told.findIndex(({ scheduledAt }) => scheduledAt === due);
  // What we placed we disconnect ourselves: only what is cancelled before is news.
  const news = told
    .slice(first + 1)
    .filter(({ scheduledAt, isOpen }) => scheduledAt !== due || (callback.isCancelled && !isOpen));
  return Math.min(...news.map(({ recordedAt }) => recordedAt));
}

/** A move within the minute of a claim belongs to it: handed over again then, but not before the new time. */
const isMovedTo = ({ callback, told }: Evidence, at: number) =>
  !callback.isCancelled && at >= (told.at(-1)?.scheduledAt ?? 0);

function endWrong(evidence: Evidence, end: Judgement['end'], now: number): string[] {
  const { callback, deeds, report, announced, isOpenAtGenesys } = evidence;
  const states = placementsOf(evidence).map(({ state }) => state);
  const isDialled = callback.automation === 'dial' && deeds.length > 0;
  const isProven = isDialled && !evidence.isUnheard;
  const told = announced.some(({ type }) => type === 'CallbackPlacementUnknown');
  const mustBeTold = placementsOf(evidence).some(({ firedAt }) => now > firedAt + TOLD_AFTER);
  return [
    ...(end === 'lost' ? [`lost: ${JSON.stringify(report?.callbacks ?? 'not known')}`] : []),
    ...(end === 'placed' && deeds.length === 0 ? ['placed, it is said, but nobody saw it'] : []),
    ...(end === 'placed' && !states.includes('placed') ? [`placed, but recorded as ${states.join()}`] : []),
    ...(end !== 'unknown' && report?.nextLook ? [`still to be looked at: ${report.nextLook.why}`] : []),
    ...(isDialled && end === 'placed' && isOpenAtGenesys
      ? ['dialled elsewhere, but the old callback is still open']
      : []),
    ...(end === 'unknown' && !told && mustBeTold ? ['unknown, and nobody was told'] : []),
    ...(isProven && end === 'unknown' ? ['dialled, and told of, but unknown'] : []),
  ];
}

const ENDS: ReadonlySet<string> = new Set(['placed', 'left', 'failed', 'expired']);

/** Every outcome was announced. */
function silentEnds({ report, announced }: Evidence): string[] {
  const outcomes = (report?.callbacks ?? []).flatMap((one) => one.outcomes);
  return outcomes
    .filter(({ outcome }) => ENDS.has(outcome))
    .filter(({ outcome }) => !announced.some((line) => line.outcome === outcome))
    .map(({ outcome, reason = '' }) => `${outcome} ${reason}, but nothing was announced`);
}

/** What Genesys told last is in the state: all of it arrived in the end. */
function forgotten({ told, report, callback }: Evidence): string[] {
  const newest = told.at(-1);
  if (newest === undefined) return ['nothing of it was ever told'];
  const leg = report?.legs.find(({ purpose }) => purpose === 'customer');
  const isEnded = leg?.state === 'disconnected';
  return [
    ...(Date.parse(leg?.scheduledFor ?? '') === newest.scheduledAt ? [] : ['its newest time was forgotten']),
    ...(callback.isCancelled && !isEnded ? ['its end was forgotten'] : []),
  ];
}
