/** A history is plain data, so that a failing one can be made smaller, kept, and lived again. Instants are seconds from its beginning. */

/** The placers that histories are told of, by what they promise at their port. */
export const PLACERS = [
  'genesys-callback',
  'genesys-call',
  'genesys-campaign-contact',
  'lambda',
  'announce',
] as const;
/** One of them. */
export type PlacerName = (typeof PLACERS)[number];

/** Something that a customer or an agent does. */
export interface Act {
  readonly at: number;
  readonly does:
    | 'cancel'
    | 'reschedule'
    | 'alert'
    | 'connect'
    | 'leave'
    | 'call-by-hand'
    | 'touch'
    /** The customer calls in, and an agent talks with them in that other conversation. */
    | 'reached';
  /** Of `reschedule`: the new time. */
  readonly to?: number;
}

/** A callback, and what happens to it. */
export interface CallbackHistory {
  readonly at: number;
  /** When it is scheduled; "now", where that is missing. */
  readonly due?: number;
  /** Genesys' `timeoutSeconds`. */
  readonly timeout: number;
  readonly acts: readonly Act[];
}

/** What the program asks of the world outside. */
export const PORTS = [
  'store',
  'index',
  'queue',
  'bus',
  'settings',
  'rates',
  'customers',
  'genesys',
  'target',
] as const;
/** One of them. */
export type Port = (typeof PORTS)[number];

/** How something that is asked of the world goes wrong. */
export type Trouble =
  /** It is refused, and not done. */
  | 'fails-before'
  /** It is done, and an error is answered. */
  | 'fails-after'
  | 'throttled'
  /** No answer comes, and it is not done. */
  | 'times-out'
  /** No answer comes; it is done some time later. */
  | 'times-out-done'
  /** The worker that asks dies, before it is done or after. */
  | 'dies-before'
  | 'dies-after'
  /** The answer comes, after a long time. */
  | 'stalls';

/** The how many-th call of one kind goes wrong. */
export interface Fault {
  readonly port: Port;
  readonly call: number;
  readonly how: Trouble;
  readonly seconds: number;
}

/** A part of the world is down for a while: every call to it goes wrong in the same way. */
export interface Outage {
  readonly port: Port;
  readonly at: number;
  readonly seconds: number;
  readonly how: 'fails-before' | 'fails-after' | 'throttled' | 'times-out';
}

/** Everything that is to happen. */
export interface History {
  readonly seed: number;
  readonly placer: PlacerName;
  readonly placeOnTimeout: boolean;
  readonly maxLateness: number;
  readonly maxAttempts: number;
  readonly requestsPerMinute: number;
  /** The automation's own; where it is missing, nobody asks whether a customer was reached elsewhere. */
  readonly leaveIfReachedWithin?: number;
  readonly callbacks: readonly CallbackHistory[];
  readonly pauses: readonly { readonly at: number; readonly seconds: number }[];
  readonly topics: readonly ('callbacks' | 'all-media' | 'detail-events')[];
  readonly wire: {
    readonly isStamped: boolean;
    /** Of what happens before, nobody is told. */
    readonly from: number;
    /** How often one notification is sent, at most. */
    readonly copies: number;
    /** How much later than it was made it arrives, at most. */
    readonly jitter: number;
    /** The how many-th notifications arrive so much later. */
    readonly late: readonly { readonly nth: number; readonly seconds: number }[];
    /** A bridge keeps what it is given for a while, and then delivers all of it. */
    readonly held: readonly {
      readonly topic: History['topics'][number];
      readonly at: number;
      readonly seconds: number;
    }[];
  };
  readonly queue: {
    readonly lost: number;
    readonly twice: number;
    /** How much later than asked for a message comes, at most. */
    readonly late: number;
  };
  readonly sweeps: {
    readonly missing: number;
    readonly twice: number;
    /** How much later than its minute one runs, at most. */
    readonly late: number;
  };
  /** How far the clocks of two workers are apart, at most, in ms. */
  readonly clocksApart: number;
  /** How long an outside call takes, at most, in ms. */
  readonly latency: number;
  /** Whether agents' legs tell the callback's time too. */
  readonly agentsTellTime: boolean;
  /** How far Genesys' answers are behind the truth, at most. */
  readonly lag: number;
  readonly faults: readonly Fault[];
  readonly outages: readonly Outage[];
  /** Somebody looks into what is unknown, so long after it was announced. */
  readonly operator?: { readonly after: number; readonly otherwise: 'place-again' | 'give-up' };
}
