import { between, type DurationMs, type EpochMs, seconds } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';

export interface RefreshedOptions<T> {
  readonly fetch: () => Promise<T>;
  readonly clock: Clock;
  readonly freshFor: DurationMs;
  /** How long the last value serves while no new one can be fetched; for ever where it is missing. */
  readonly usableFor?: DurationMs;
  /** Told of every fetch that failed. */
  readonly onFailure?: (error: unknown) => void;
}

interface Known<T> {
  readonly value: T;
  readonly at: EpochMs;
}

/** While the source is out of reach, not every caller shall wait for it. */
const TRY_AGAIN_AFTER = seconds(5);

/**
 * Keeps a value that is fetched from elsewhere, and fetches it again when somebody asks for one that is less old. At
 * most one fetch is under way at a time. Rejects when there is none to be had and the last one is too old.
 */
export function createRefreshed<T>(options: RefreshedOptions<T>): (maxAge?: DurationMs) => Promise<T> {
  const { clock, freshFor, usableFor } = options;
  let known: Known<T> | undefined;
  let failedAt: EpochMs | undefined;
  let fetching: Promise<T> | undefined;

  const isWithin = (age: DurationMs | undefined, since: EpochMs | undefined) =>
    since !== undefined && (age === undefined || between(since, clock.now()) <= age);

  async function fetchNow(): Promise<T> {
    const at = clock.now();
    try {
      const value = await options.fetch();
      known = { value, at };
      failedAt = undefined;
      return value;
    } catch (error) {
      failedAt = clock.now();
      options.onFailure?.(error);
      throw error;
    } finally {
      fetching = undefined;
    }
  }

  async function fetchOr(fallback: Known<T> | undefined): Promise<T> {
    fetching ??= fetchNow();
    try {
      return await fetching;
    } catch (error) {
      if (fallback === undefined) throw error;
      return fallback.value;
    }
  }

  return async (maxAge = freshFor) => {
    if (known && isWithin(maxAge, known.at)) return known.value;
    const usable = isWithin(usableFor, known?.at) ? known : undefined;
    if (usable && isWithin(TRY_AGAIN_AFTER, failedAt)) return usable.value;
    return fetchOr(usable);
  };
}
