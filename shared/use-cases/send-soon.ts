import type { Look } from '#shared/domain/conversation.ts';
import { minutes, plus } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { TimerQueue } from '#shared/ports/timer-queue.ts';

/** The sweep looks 5 minutes ahead and its runs may lie 2 minutes apart: what is due sooner must be sent at once. */
const SOON = minutes(7);

/** Sends a look that the sweep might come too late for. A failed send is no error: the sweep finds what is overdue. */
export async function sendSoon(
  { timers, clock }: { readonly timers: TimerQueue; readonly clock: Clock },
  conversationId: string,
  look: Look | undefined,
): Promise<void> {
  if (look === undefined || look.at > plus(clock.now(), SOON)) return;
  await timers.send([{ conversationId, at: look.at }]);
}
