/** A body as it was refused, and the conversation that its sender named beside it. */
export interface Quarantined {
  readonly body: string;
  readonly conversationId?: string;
}

/** Keeps bodies that were refused, whole, so that they can be replayed after a fix. */
export interface Quarantine {
  /** `conversationId` is what the sender named beside the body. */
  keep(body: string, conversationId?: string): Promise<void>;
}
