/** An instant, in milliseconds since 1970-01-01T00:00Z. Always a safe integer. */
export type EpochMs = number & { readonly unit: 'ms since epoch' };

/** A length of time in milliseconds. */
export type DurationMs = number & { readonly unit: 'ms' };

export const epochMs = (value: number): EpochMs => value as EpochMs;
export const durationMs = (value: number): DurationMs => value as DurationMs;
export const seconds = (value: number): DurationMs => (value * 1000) as DurationMs;
export const minutes = (value: number): DurationMs => (value * 60_000) as DurationMs;
export const hours = (value: number): DurationMs => (value * 3_600_000) as DurationMs;
export const days = (value: number): DurationMs => (value * 86_400_000) as DurationMs;

/** The instant that lies `length` after `instant` (before it, where `length` is negative). */
export const plus = (instant: EpochMs, length: DurationMs): EpochMs => (instant + length) as EpochMs;

/** How long after `earlier` the instant `later` lies; negative where it lies before. */
export const between = (earlier: EpochMs, later: EpochMs): DurationMs => (later - earlier) as DurationMs;

export const earliest = (...instants: readonly EpochMs[]): EpochMs => Math.min(...instants) as EpochMs;
export const latest = (...instants: readonly EpochMs[]): EpochMs => Math.max(...instants) as EpochMs;

let last: { readonly instant: EpochMs; readonly iso: string } | undefined;

/** ISO 8601 in UTC with milliseconds: `2026-09-01T15:00:00.000Z`. */
export function toIso(instant: EpochMs): string {
  // One transition asks for the same instant five times, and the engine takes a microsecond for each.
  if (last?.instant !== instant) last = { instant, iso: new Date(instant).toISOString() };
  return last.iso;
}
