import type { Announcement } from '#shared/domain/announcement.ts';
import type { PlacementOutcome } from '#shared/domain/placing.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** What a placer gets. `number` and `name` are personal; they go to the placer's target alone. */
export interface PlacementRequest {
  readonly placementKey: string;
  readonly conversationId: string;
  readonly callbackKey: string;
  readonly due: EpochMs;
  readonly trigger: Announcement['trigger'];
  /** The claim's instant, the same for every repetition of one placement. */
  readonly firedAt: EpochMs;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly automation: string;
  readonly queueId?: string;
  readonly number?: string;
  readonly name?: string;
}

export type { PlacementOutcome };

/** Has a callback placed. Reports outcomes honestly and never throws after the request may have left. */
export interface Placer {
  /** The kind of placer; `announce` is its own announcement, all others are announced as `CallbackPlaced`. */
  readonly kind: string;
  /** Places a phone call by itself, so policy for dialing placers applies. */
  readonly dials: boolean;
  /** The same placement key may be handed over again without a second call. */
  readonly repeatable: boolean;
  /** Fetches what the request needs (secrets, tokens) before the claim. A rejection means that nothing was claimed. */
  prepare(): Promise<(request: PlacementRequest) => Promise<PlacementOutcome>>;
}
