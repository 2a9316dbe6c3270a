import type { Observation } from '#shared/domain/observation.ts';
import type { DurationMs } from '#shared/domain/time.ts';

/** What Genesys says of a conversation at this moment. */
export type LiveAnswer =
  /** Stamped a little before the question: Genesys may answer from a copy that lags behind. */
  | { readonly kind: 'told'; readonly observation: Observation }
  /** Genesys knows no such conversation. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'no-answer'; readonly because: string; readonly retryAfter?: DurationMs };

/** Asks Genesys for a conversation as it is, immediately before it is dialled, or to find out whether it was. */
export interface LiveCheck {
  /** Fetches what the question needs, before a claim is made. Never rejects: `ask` then tells why it has no answer. */
  prepare(): Promise<void>;
  /** One API request. Never rejects. */
  ask(conversationId: string): Promise<LiveAnswer>;
}
