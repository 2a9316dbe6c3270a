/** What the fake Genesys Cloud consists of. Everything is kept in memory: it ends with the process. */
import type { Agenda } from '#local/genesys/agenda.ts';
import type { Settings } from '#local/genesys/settings.ts';

/** A queue for callbacks: Genesys dials by itself in one that is `CustomerFirst`. */
export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly mode: 'AgentFirst' | 'CustomerFirst';
}

/** A contact list of an always running campaign, and the columns that a test wants to read. */
export interface ContactList {
  readonly id: string;
  readonly numberColumn: string;
  readonly placementKeyColumn: string;
}

export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export type LegState = 'scheduled' | 'alerting' | 'dialing' | 'connected' | 'disconnected';

/** One communication of a participant. Instants are epoch milliseconds. */
export interface Leg {
  readonly id: string;
  readonly initialState: LegState;
  readonly startedAt: number;
  readonly peerId?: string;
  state: LegState;
  connectedAt?: number;
  endedAt?: number;
  disconnectType?: string;
}

export interface CallLeg extends Leg {
  readonly number: string;
}

export interface Participant {
  readonly id: string;
  readonly purpose: 'customer' | 'acd' | 'agent';
  readonly name: string;
  readonly startedAt: number;
  readonly userId?: string;
  readonly externalContactId?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly callback?: Leg;
  readonly calls: CallLeg[];
}

/** What all callback legs of a conversation have in common. */
export interface CallbackFacts {
  readonly numbers: readonly string[];
  readonly userName?: string;
  readonly scriptId?: string;
  readonly callerId?: string;
  readonly callerIdName?: string;
  readonly automatedCallbackConfigId?: string;
  readonly timeoutSeconds: number;
  readonly externalCampaign: boolean;
  /** A record of a preview campaign. */
  readonly isPreview: boolean;
  scheduledAt: number;
}

export interface Conversation {
  readonly id: string;
  readonly startedAt: number;
  readonly queue?: Queue;
  /** Missing in a conversation that a campaign dialled. */
  readonly callback?: CallbackFacts;
  readonly participants: Participant[];
  /** The stamp of its newest notification: no two have the same. */
  lastStamp: number;
}

/** A call that was made to a customer: the number of these is what a test asserts on. */
export interface DialledCall {
  readonly callId: string;
  /** Where the call shows. */
  readonly conversationId: string;
  /** The callback for which it was made, where it is known; else the conversation itself. */
  readonly originalConversationId: string;
  readonly placementKey?: string;
  readonly number: string;
  readonly by: 'agent' | 'customer-first' | 'campaign';
  readonly at: number;
}

export interface Token {
  readonly clientId: string;
  /** Missing in the token of a client. */
  readonly userId?: string;
  readonly expiresAt: number;
}

/** What a request was and what became of it, for tests to count. */
export interface RequestRecord {
  readonly at: number;
  readonly operation: string;
  /** Missing where no answer was given. */
  readonly status?: number;
  readonly fault?: string;
}

/** The detail event that a change amounts to, beside the snapshots. */
export interface DetailEvent {
  readonly kind: 'customer.start' | 'customer.end' | 'acd.start' | 'acd.end' | 'user.start' | 'user.end';
  readonly participant: Participant;
  readonly leg: Leg;
  readonly mediaType: 'CALLBACK' | 'VOICE';
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface World {
  readonly settings: Settings;
  readonly agenda: Agenda;
  readonly clients: readonly OAuthClient[];
  readonly queues: ReadonlyMap<string, Queue>;
  readonly contactLists: ReadonlyMap<string, ContactList>;
  readonly conversations: Map<string, Conversation>;
  readonly tokens: Map<string, Token>;
  readonly dialled: DialledCall[];
  readonly requests: RequestRecord[];
  newId(): string;
  /** Between 0 and 1. */
  random(): number;
  /** Tells the webhook how a conversation is now, and what happened in it. */
  tell(conversation: Conversation, at: number, ...events: readonly DetailEvent[]): void;
}
