import { between, durationMs, type EpochMs, seconds } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { createLookAtConversation } from '#shared/use-cases/look-at-conversation.ts';

/** What is further away than this goes back to the queue instead of being waited for. */
const LONGEST_WAIT = seconds(2);

/** Runs the timers of one message at the same time: waits for each one's instant, never a millisecond less, and looks. */
export function createRunTimers(deps: AutomationDeps): (timers: readonly Timer[]) => Promise<void> {
  const lookAtConversation = createLookAtConversation(deps);

  async function runTimer(timer: Timer): Promise<void> {
    if (between(deps.clock.now(), timer.at) > LONGEST_WAIT) {
      // What cannot be sent is no error: the look is part of the state, and the sweep will find it.
      await deps.timers.send([timer]);
      return;
    }
    await waitUntil(deps.clock, timer.at);
    await lookAtConversation(timer.conversationId);
  }

  return async function runTimers(timers) {
    const runs = await Promise.allSettled(timers.map(runTimer));
    const failures = runs.flatMap((run) => (run.status === 'rejected' ? [run.reason] : []));
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${runs.length} looks failed.`);
  };
}

/** A timer of the platform may fire up to 2 ms early: only the clock says when the time has come. */
async function waitUntil(clock: Clock, instant: EpochMs): Promise<void> {
  for (let rest = between(clock.now(), instant); rest > 0; rest = between(clock.now(), instant)) {
    await clock.sleep(durationMs(Math.ceil(rest)));
  }
}
