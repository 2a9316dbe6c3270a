import type { Announcement } from '#shared/domain/announcement.ts';
import type { PlacementOutcome } from '#shared/domain/placing.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { LiveCheck } from '#shared/ports/live-check.ts';

/** What a placer gets. `number`, `e164` and `name` are personal; they go to the placer's target alone. */
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
  /** As the customer or agent typed it. */
  readonly number?: string;
  /** The number in E.164, where it is a valid one; always there for placers that dial. */
  readonly e164?: string;
  readonly name?: string;
  /** The agent who is connected. */
  readonly agentId?: string;
  /** The column of a preview's contact that holds the number. */
  readonly phoneColumn?: string;
}

export type { PlacementOutcome };

/** Asks for one call. Reports honestly, and never throws after the request may have left. */
export type Place = (request: PlacementRequest) => Promise<PlacementOutcome>;

/** What there is to know of a placer that has phone calls made by itself. */
export interface Dialing {
  readonly liveCheck: LiveCheck;
  /**
   * Where its calls show. `in-conversation`: in the callback's own, so that none there is evidence of none made.
   * `elsewhere`: what is not seen may have been made nevertheless.
   */
  readonly callsShow: 'in-conversation' | 'elsewhere';
  /** Acts for the agent who is connected, and so has nothing to do while none is. */
  readonly needsAgent: boolean;
  /** The queue in which it makes callbacks of its own. */
  readonly targetQueueId?: string;
  /** API requests that one placement takes: live check, placement and clean-up. */
  readonly requestsPerPlacement: number;
  /** Names the client whose rate its requests count against: placers with the same one share it. */
  readonly client: string;
  /** How many API requests that client may make in a minute. */
  readonly requestsPerMinute: number;
}

/** Has a callback placed. */
export interface Placer {
  /** The kind of placer; `announce` is its own announcement, all others are announced as `CallbackPlaced`. */
  readonly kind: string;
  /** The same placement key may be handed over again without a second call. Never so for one that dials. */
  readonly repeatable: boolean;
  /** Where it has phone calls made by itself: policy for these, and the live check, then apply. */
  readonly dialing?: Dialing;
  /** Fetches what the request needs (secrets, tokens) before the claim. A rejection means that nothing was claimed. */
  prepare(about: Pick<PlacementRequest, 'conversationId' | 'agentId'>): Promise<Place>;
  /**
   * What is to be done after a placement, so that the callback is not dialled by others too. Repeated until it is done;
   * never rejects. Absent where there is nothing to clean up.
   */
  cleanUp?(conversationId: string): Promise<'done' | 'not-done'>;
}
