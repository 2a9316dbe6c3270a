/** A story is plain data, so that a failing one can be shrunk, kept and told again. Instants are seconds from its beginning. */
import type { Fault, Operation } from '#local/genesys/faults.ts';
import type { Act as HistoryAct } from '#test/simulation/history.ts';

/** The placers that stories are told of, by the names that their automations give. */
export const PLACERS = [
  'genesys-callback',
  'genesys-call',
  'genesys-campaign-contact',
  'lambda',
  'dialing-lambda',
  'announce',
] as const;
/** One of them. */
export type PlacerName = (typeof PLACERS)[number];

/** Something that a customer or an agent does, as in the histories of the simulation; and an agent may hang up. */
export interface Act extends Omit<HistoryAct, 'does'> {
  readonly does: Exclude<HistoryAct['does'], 'touch'> | 'hang-up';
}

/** A callback, and what happens to it. */
export interface CallbackStory {
  readonly at: number;
  /** When it is scheduled. */
  readonly due: number;
  /** Genesys tells no scheduled time of it. */
  readonly isImmediate: boolean;
  readonly timeoutSeconds: number;
  readonly number: string;
  readonly acts: readonly Act[];
}

/** Requests of one operation go wrong from an instant on, so many times. */
export interface PlannedFault {
  readonly at: number;
  readonly operation: Operation;
  readonly fault: Fault;
  readonly times: number;
}

/** Genesys cannot be reached, or answers nobody. */
export interface Outage {
  readonly at: number;
  readonly seconds: number;
  readonly how: 'no-connection' | 'silence' | '503';
}

/** Something goes wrong with a worker at one of the things that it asks of the world. */
export interface Mishap {
  /** The how many-th run of a worker it hits, and the how many-th thing it asks. */
  readonly run: number;
  readonly step: number;
  readonly when: 'before' | 'after';
  readonly how: 'dies' | 'throws' | 'stalls';
  readonly seconds: number;
}

/** What becomes of a request that is on its way for longer than its sender waits. */
export interface SlowRequest {
  readonly nth: number;
  readonly seconds: number;
}

/** What becomes of a hand-over to a target outside Genesys: whether it is done, and what is answered. */
export type LambdaAnswer =
  | 'placed'
  | 'unknown-done'
  | 'unknown-undone'
  | 'refused'
  | 'refused-final'
  | 'postponed'
  | 'throws-done'
  | 'throws-undone'
  | 'hangs';

/** Everything that is to happen. */
export interface Story {
  readonly seed: number;
  readonly placer: PlacerName;
  readonly placeOnTimeout: boolean;
  readonly maxLateness: number;
  readonly maxAttempts: number;
  readonly requestsPerMinute: number;
  readonly ratePerMinute?: number;
  readonly hours?: { readonly from: string; readonly to: string };
  readonly leaveIfReachedWithin?: number;
  readonly topics: readonly ('callbacks' | 'all-media' | 'detail-events')[];
  readonly wire: {
    readonly copies: number;
    readonly lost: number;
    readonly lateMs: number;
    readonly jitterMs: number;
    readonly isUnstamped: boolean;
  };
  /** Whether whoever is dialled answers. */
  readonly answers: boolean;
  readonly latencyMs: number;
  readonly twice: number;
  readonly callbacks: readonly CallbackStory[];
  readonly faults: readonly PlannedFault[];
  readonly outages: readonly Outage[];
  readonly pauses: readonly { readonly at: number; readonly seconds: number }[];
  readonly mishaps: readonly Mishap[];
  readonly slowRequests: readonly SlowRequest[];
  readonly lambda: readonly LambdaAnswer[];
  /** Which announcements fail, by number. */
  readonly busFailures: readonly number[];
  /** The automation is given to another placer. */
  readonly switches: readonly { readonly at: number; readonly placer: PlacerName }[];
  /** Which saves of notifications fail, by number; `after` they were made or before. */
  readonly tableFailures: readonly { readonly nth: number; readonly when: 'before' | 'after' }[];
  readonly operator?: { readonly after: number; readonly otherwise: 'place-again' | 'give-up' };
}
