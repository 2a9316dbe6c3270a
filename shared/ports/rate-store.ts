import type { Rate } from '#shared/domain/pacing.ts';

/** Keeps, per placer, how far its API requests are planned ahead. */
export interface RateStore {
  /** Reads the newest, strongly consistent. One that was never saved is empty, of version 0. */
  load(placer: string): Promise<Rate>;
  /** Writes `rate` as version + 1, if what is stored still has its version. Answers false to the loser of a race. */
  saveIfUnchanged(placer: string, rate: Rate): Promise<boolean>;
}
