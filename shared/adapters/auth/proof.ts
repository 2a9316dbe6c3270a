import type { EpochMs } from '#shared/domain/time.ts';

/** What a request offers to prove who sent it. */
export interface Offer {
  /** The trimmed value of a header; `undefined` where it is missing or blank. Names are given in lower case. */
  header(name: string): string | undefined;
  readonly body: string;
  readonly now: EpochMs;
}

/** One way to prove who sent a request. */
export interface Proof {
  /** Tells whether it is worth fetching the secrets. */
  isOffered(offer: Offer): boolean;
  isValid(offer: Offer, secrets: readonly string[]): boolean;
}
