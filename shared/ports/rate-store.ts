import type { Rate } from '#shared/domain/pacing.ts';

/** Keeps, per client of Genesys or other placer, how far requests are planned ahead. */
export interface RateStore {
  /** Reads the newest, strongly consistent. One that was never saved is empty, of version 0. */
  load(client: string): Promise<Rate>;
  /** Writes `rate` as version + 1, if what is stored still has its version. Answers false to the loser of a race. */
  saveIfUnchanged(client: string, rate: Rate): Promise<boolean>;
}
