import type { EpochMs } from '#shared/domain/time.ts';

/** Where a piece of news stands among all news of its conversation (ADR 0003). */
export interface Order {
  /** The sender's stamp, where there is one that we believe. */
  readonly stampedAt?: EpochMs;
  /** The newest connected or ended instant in the body. */
  readonly recordedAt?: EpochMs;
  readonly arrivedAt: EpochMs;
  readonly fingerprint: string;
}

/**
 * Tells whether `news` supersedes `known`.
 *
 * Two stamped pieces compare by stamp, then by fingerprint, so their order of arrival does not matter. One that was
 * stamped before something happened that the other tells of is older. Otherwise the recorded instants decide; where these are equal or missing, the later arrival wins, because a socket delivers in order.
 */
export function isNewer(news: Order, known: Order): boolean {
  if (news.stampedAt !== undefined && known.stampedAt !== undefined) {
    if (news.stampedAt !== known.stampedAt) return news.stampedAt > known.stampedAt;
    return news.fingerprint > known.fingerprint;
  }
  // What was stamped before something happened that the other tells of is the older.
  if (isBefore(news.stampedAt, known.recordedAt)) return false;
  if (isBefore(known.stampedAt, news.recordedAt)) return true;
  if (
    news.recordedAt !== undefined &&
    known.recordedAt !== undefined &&
    news.recordedAt !== known.recordedAt
  ) {
    return news.recordedAt > known.recordedAt;
  }
  return news.arrivedAt >= known.arrivedAt && news.fingerprint !== known.fingerprint;
}

const isBefore = (stamp: EpochMs | undefined, recorded: EpochMs | undefined) =>
  stamp !== undefined && recorded !== undefined && stamp < recorded;

/** The instant that a piece of news speaks of, as well as it is known. */
export const instantOf = (order: Order): EpochMs => order.stampedAt ?? order.arrivedAt;

/** Newest first, none last; 0 where both are of the same news. */
export function byNews(a: Order | undefined, b: Order | undefined): number {
  if (a?.fingerprint === b?.fingerprint) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return isNewer(a, b) ? -1 : 1;
}
