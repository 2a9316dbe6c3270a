import type { EpochMs } from '#shared/domain/time.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';

/** The shards that share the looks out: `0 … SHARDS − 1`. */
export const SHARDS = 16;

/** The sparse index of conversations that have a next look, and how far the sweep has come in it. */
export interface LookIndex {
  /** Looks with `after < at <= upTo`, earliest first, page by page; at most `limit` in all. */
  looks(
    shard: number,
    range: { after: EpochMs; upTo: EpochMs; limit: number },
  ): AsyncIterable<readonly Timer[]>;
  /** Up to where the shard's looks were sent; 0 before the first sweep. */
  cursor(shard: number): Promise<EpochMs>;
  /** Moves the cursor if it still stands at `from`; false where another sweep moved it. */
  moveCursor(shard: number, from: EpochMs, to: EpochMs): Promise<boolean>;
}
