import { describe, expect, it } from 'vitest';
import type { TimerQueue } from '#shared/ports/timer-queue.ts';
import { noon } from '#test/builders/times.ts';

export interface SentTo {
  readonly queue: TimerQueue;
  /** Every timer that the queue took, in any order. */
  received(): Promise<readonly { conversationId: string; at: number }[]>;
}

export const someTimers = (count: number) =>
  Array.from({ length: count }, (_, place) => ({
    conversationId: `conversation-${String(place).padStart(4, '0')}`,
    at: noon(place % 7, place),
  }));

const sorted = (timers: readonly { conversationId: string }[]) =>
  timers.toSorted((a, b) => (a.conversationId < b.conversationId ? -1 : 1));

/** What every timer queue must do; `createDown` makes one that can send nothing. */
export function describeTimerQueue(
  name: string,
  create: () => Promise<SentTo>,
  createDown: () => Promise<TimerQueue>,
) {
  describe(`${name} as a timer queue`, () => {
    it('sends nothing when it is given nothing', async () => {
      const { queue, received } = await create();
      expect(await queue.send([])).toEqual([]);
      expect(await received()).toEqual([]);
    });

    it.each([1, 26, 300])('sends each of %i timers once', async (count) => {
      const { queue, received } = await create();
      const timers = someTimers(count);
      expect(await queue.send(timers)).toEqual([]);
      expect(sorted(await received())).toEqual(timers);
    });

    it('answers the timers that it could not send, and does not reject', async () => {
      const queue = await createDown();
      const timers = someTimers(300);
      expect(sorted(await queue.send(timers))).toEqual(timers);
    });
  });
}
