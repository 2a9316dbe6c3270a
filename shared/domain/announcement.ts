import type { EpochMs } from '#shared/domain/time.ts';

/** Detail types on the stack's own bus; the table is in `docs/architecture.md`. */
export type AnnouncementType =
  | 'CallbackDue'
  | 'CallbackPlaced'
  | 'CallbackLeft'
  | 'CallbackPlacementFailed'
  | 'CallbackPlacementUnknown';

/** What the world is told of a callback. Holds no number and no name, by type. */
export interface Announcement {
  readonly type: AnnouncementType;
  readonly conversationId: string;
  /** ISO 8601 of the scheduled instant, or `now@` + the customer's participant id. */
  readonly callbackKey: string;
  readonly placementKey: string;
  readonly due: EpochMs;
  readonly trigger: 'scheduled' | 'timeout';
  /** The claim's instant, one per placement; without a claim, the instant of the decision. */
  readonly firedAt: EpochMs;
  readonly outcome: 'placed' | 'left' | 'failed' | 'expired' | 'unknown';
  readonly reason?: string;
  readonly automation?: string;
  readonly queueId?: string;
}
