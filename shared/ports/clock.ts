import type { DurationMs, EpochMs } from '#shared/domain/time.ts';

/** The only way to the time of day. `sleep` may end early: callers loop until their instant is reached. */
export interface Clock {
  now(): EpochMs;
  sleep(length: DurationMs): Promise<void>;
}
