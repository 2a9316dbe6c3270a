import type { Timer, TimerQueue } from '#shared/ports/timer-queue.ts';

/** Remembers the timers that were sent. */
export interface MemoryTimerQueue extends TimerQueue {
  readonly sent: readonly Timer[];
  /** While true, nothing can be sent. */
  isDown: boolean;
}

export function createMemoryTimerQueue(): MemoryTimerQueue {
  const sent: Timer[] = [];
  return {
    sent,
    isDown: false,
    async send(timers) {
      if (this.isDown) return timers;
      sent.push(...timers);
      return [];
    },
  };
}
