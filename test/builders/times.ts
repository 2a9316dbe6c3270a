import { durationMs, type EpochMs, epochMs, plus } from '#shared/domain/time.ts';

/** The instant around which the tests' stories happen. */
export const NOON = epochMs(Date.parse('2026-09-01T12:00:00.000Z'));

/** The instant that lies so many seconds after noon; before it, where negative. */
export const noon = (secondsAfter: number, ms = 0): EpochMs =>
  plus(NOON, durationMs(secondsAfter * 1000 + ms));
