import type { Announcement } from '#shared/domain/announcement.ts';
import type { Call, LegFacts } from '#shared/domain/observation.ts';
import type { Order } from '#shared/domain/order.ts';
import type { DurationMs, EpochMs } from '#shared/domain/time.ts';

/** A value together with the news that told it: newer news replace it, older ones do not. */
export interface Register<T> {
  readonly order: Order;
  readonly value: T;
}

/** What detail events and single legs said of one leg: a register per field, newest first, grouped by the news. */
export interface JoinedLeg {
  /** `c:` + communication (session) id, or `p:` + participant id where that is all that is known. */
  readonly id: string;
  readonly layers: readonly Register<LegFacts>[];
}

/** The scheduled instant in ISO 8601, or `now@` + the customer's participant id. */
export type CallbackKey = string;

/** Whether a callback has no time, but is to be placed at once. */
export const isImmediate = (key: CallbackKey): boolean => key.startsWith('now@');

/** Why a callback comes due: its scheduled time (or "now"), or the end of an agent's `timeoutSeconds`. */
export type Trigger =
  | { readonly kind: 'scheduled' }
  /** Told apart by their instant. */
  | { readonly kind: 'timeout'; readonly at: EpochMs };

export type LeftReason =
  | 'ours'
  | 'ended'
  | 'rescheduled'
  | 'external-dialer'
  | 'call-in-progress'
  | 'already-called'
  | 'with-agent'
  | 'agent-gone'
  | 'left-to-agent'
  | 'native'
  | 'customer-already-reached';

export type DeferReason =
  | 'call-in-progress'
  | 'routing-unknown'
  | 'outside-calling-hours'
  /** Genesys and its notifications tell different times. */
  | 'told-otherwise'
  /** Nobody knew what had become of it; by now it is known, or decided, that it was not placed. */
  | 'outcome-unknown';

/** How a trigger was dealt with, or what it waits for. */
export type TriggerFate =
  | { readonly kind: 'left'; readonly because: LeftReason; readonly at: EpochMs }
  | { readonly kind: 'expired'; readonly at: EpochMs }
  | { readonly kind: 'placed' | 'failed'; readonly at: EpochMs; readonly because?: string }
  | {
      readonly kind: 'deferred';
      readonly because: DeferReason;
      readonly since: EpochMs;
      readonly until: EpochMs;
    }
  /** `paced`: until the slot of the rate that is its. */
  | { readonly kind: 'paused' | 'paced'; readonly since: EpochMs; readonly until: EpochMs }
  /** Whoever wrote it is getting a slot; others leave them the time. */
  | { readonly kind: 'asking'; readonly since: EpochMs; readonly until: EpochMs };

export interface TriggerRecord {
  readonly trigger: Trigger;
  readonly due: EpochMs;
  /** How long we ourselves held it back so far; not counted as lateness. */
  readonly held: DurationMs;
  readonly fate: TriggerFate;
}

/** What every placement has, from its claim to its end. */
export interface Claim {
  /** Identifies the claimer: only its holder may record how the claim ended. */
  readonly token: string;
  readonly placementKey: string;
  readonly trigger: Trigger;
  readonly due: EpochMs;
  readonly claimedAt: EpochMs;
  /** The first claim's instant: one per placement, however often it is tried. */
  readonly firedAt: EpochMs;
  readonly attempt: number;
  readonly automation: string;
  /** Name of the placer in the stage config. */
  readonly placer: string;
  /**
   * Where a call that was made shows, should the outcome be unknown: in this conversation, so that its absence is
   * evidence too; elsewhere; or nowhere that we can ask. Absent for a repeatable placer, which is asked again instead.
   */
  readonly shows?: 'in-conversation' | 'elsewhere' | 'unasked';
  /** Once placed, its placer has something to clean up. */
  readonly cleansUp?: true;
  /** An earlier try ended in the dark: a later no is no evidence of what became of it. */
  readonly doubted?: true;
  /** The world was told that the outcome is unknown. */
  readonly doubtAnnounced?: true;
}

export type Placement =
  | (Claim & { readonly kind: 'placing'; readonly leaseUntil: EpochMs })
  | (Claim & { readonly kind: 'retry'; readonly at: EpochMs; readonly because: string })
  | (Claim & {
      readonly kind: 'unknown';
      readonly since: EpochMs;
      readonly because: string;
      /** The next look for evidence, or for handing it over again; absent when there is none to come. */
      readonly settleAt?: EpochMs;
      /** `settleAt` is a slot of the placer's rate. */
      readonly isSlot?: true;
      /** When Genesys first showed no call, long enough after the lease to be believed. */
      readonly absentSince?: EpochMs;
    })
  | (Claim & { readonly kind: 'placed'; readonly at: EpochMs; readonly cleanUp?: CleanUp })
  | (Claim & { readonly kind: 'failed'; readonly at: EpochMs; readonly because: string });

/** What is still to be done after a placement. */
export interface CleanUp {
  readonly at: EpochMs;
  readonly tries: number;
  /** `at` is a slot of the placer's rate. */
  readonly isSlot?: true;
}

/** The ledger entry of one callback. */
export interface CallbackRecord {
  readonly key: CallbackKey;
  /** Without a scheduled instant: the smallest leg start or stamp seen. */
  readonly since?: EpochMs;
  /** When this callback was first told of as the current one. */
  readonly toldAt?: EpochMs;
  /** When it was last told of so. */
  readonly toldLastAt?: EpochMs;
  /** The newest instant at which an agent connected; kept for good. */
  readonly agentConnectedAt?: EpochMs;
  /** One of our own placers made this callback; kept for good. */
  readonly ours?: true;
  readonly triggers: readonly TriggerRecord[];
  readonly placement?: Placement;
}

/** An announcement not yet made. */
export interface OutboxEntry {
  readonly announcement: Announcement;
  readonly tries: number;
  readonly nextTryAt: EpochMs;
}

/** A body that was taken in. Unstamped ones count as seen for 10 minutes only. */
export interface SeenBody {
  readonly fingerprint: string;
  readonly unstampedAt?: EpochMs;
}

/** The stored state of one conversation. Changed in one way only: load, pure transition, save if unchanged. */
export interface Conversation {
  readonly conversationId: string;
  /** Of what is stored; 0 where nothing is. */
  readonly version: number;
  /** The newest snapshot that told of the customer's callback leg. */
  readonly customerLegs: Register<readonly LegFacts[]> | undefined;
  /** All other legs of the newest snapshot that still matter. */
  readonly otherLegs: Register<readonly LegFacts[]> | undefined;
  readonly calls: Register<readonly Call[]> | undefined;
  readonly joined: readonly JoinedLeg[];
  readonly callbacks: readonly CallbackRecord[];
  readonly outbox: readonly OutboxEntry[];
  readonly seen: readonly SeenBody[];
  readonly changedAt: EpochMs;
}

/** When to look at a conversation again, and why. */
export interface Look {
  readonly at: EpochMs;
  readonly why: 'scheduled' | 'timeout' | 'retry' | 'deferred' | 'paced' | 'paused' | 'settle' | 'announce';
}

/** A conversation of which nothing is known yet. */
export const emptyConversation = (conversationId: string, now: EpochMs): Conversation => ({
  conversationId,
  version: 0,
  customerLegs: undefined,
  otherLegs: undefined,
  calls: undefined,
  joined: [],
  callbacks: [],
  outbox: [],
  seen: [],
  changedAt: now,
});
