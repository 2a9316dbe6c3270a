import type { EpochMs } from '#shared/domain/time.ts';

/** A hint to look at a conversation at an instant. Nothing more: the look decides from fresh state. */
export interface Timer {
  readonly conversationId: string;
  readonly at: EpochMs;
}

export interface TimerQueue {
  /** Sends timers, delayed so that they arrive shortly before they are due; answers those that could not be sent. */
  send(timers: readonly Timer[]): Promise<readonly Timer[]>;
}
