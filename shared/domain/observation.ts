import type { DurationMs, EpochMs } from '#shared/domain/time.ts';

/** Lower-case dialect of every state that any of Genesys' callback or call models names; `unknown` for the rest. */
export const LEG_STATES = [
  'alerting',
  'dialing',
  'contacting',
  'offering',
  'connected',
  'disconnected',
  'terminated',
  'scheduled',
  'uploading',
  'converting',
  'transmitting',
  'parked',
  'none',
  'unknown',
] as const;
export type LegState = (typeof LEG_STATES)[number];

/** Whom a leg belongs to. Genesys' `external` is a customer here, its `user` an agent. */
export type Purpose = 'customer' | 'acd' | 'agent' | 'other';

/** What can be said of one leg. An absent field was not told; it never means "no". */
export interface LegFacts {
  readonly participantId?: string;
  /** Id of the callback communication; detail events call the same thing `sessionId`. */
  readonly communicationId?: string;
  readonly peerId?: string;
  readonly purpose?: Purpose;
  readonly state?: LegState;
  readonly initialState?: LegState;
  readonly scheduledFor?: EpochMs;
  /** Genesys' `timeoutSeconds`; 0 means that the automatic placement is disabled. */
  readonly timeout?: DurationMs;
  readonly startedAt?: EpochMs;
  readonly connectedAt?: EpochMs;
  readonly endedAt?: EpochMs;
  /** A detail event told that this leg's session is over; no later snapshot reopens it. */
  readonly sessionEnded?: true;
  /** `acd.end` with ANSWERED: the instant at which an agent connected, and who. */
  readonly answeredAt?: EpochMs;
  readonly answeredBy?: string;
  readonly queueId?: string;
  readonly userId?: string;
  readonly automatedCallbackConfigId?: string;
  readonly externalCampaign?: boolean;
  /** A preview of an outbound campaign (`dialerPreview`, `outboundPreview`). */
  readonly preview?: boolean;
  /** The first number that is not blank. Personal: never in a log, an error or an announcement. */
  readonly number?: string;
  /** The customer's name. Personal, like `number`. */
  readonly name?: string;
  /** The placement key that our own placers leave in a conversation's attributes. */
  readonly placementKey?: string;
  /** Genesys' external contact that the customer is known as. */
  readonly contactId?: string;
  /** A preview's column that holds the number. */
  readonly phoneColumn?: string;
}

/** A phone call inside the conversation, as all-media snapshots carry it. */
export interface Call {
  readonly id: string;
  readonly state: LegState;
  readonly direction: 'inbound' | 'outbound' | 'unknown';
  readonly startedAt?: EpochMs;
  readonly connectedAt?: EpochMs;
  readonly endedAt?: EpochMs;
}

export type Told =
  /** Everything that Genesys knew of the conversation; `calls` only from shapes that carry calls. */
  | {
      readonly kind: 'snapshot';
      readonly legs: readonly LegFacts[];
      readonly calls: readonly Call[] | undefined;
    }
  /** One leg alone, or what one detail event adds to a session. */
  | { readonly kind: 'leg'; readonly leg: LegFacts };

/** What one notification says of one conversation, in our own words and units. */
export interface Observation {
  readonly conversationId: string;
  /** The sender's stamp: `detail.timestamp`, else `timestamp`, else `eventTime`. */
  readonly stampedAt: EpochMs | undefined;
  /** The newest connected or ended instant in the body; every shape carries these. */
  readonly recordedAt: EpochMs | undefined;
  /** Hash of stamp and content, as the 11 characters of base64url that 8 bytes have. */
  readonly fingerprint: string;
  readonly told: Told;
}
