import { between, plus, seconds } from '#shared/domain/time.ts';
import type { Timer, TimerQueue } from '#shared/ports/timer-queue.ts';
import { type Outside, OutsideError } from '#test/simulation/outside.ts';
import type { Run } from '#test/simulation/run.ts';
import type { Scene } from '#test/simulation/scene.ts';

const LONGEST_DELAY = 900;
const HIDDEN_FOR = seconds(360);
const MOST_RECEIPTS = 5;

/** The timers queue: at least once where it is not lost, late, and in any order. */
export function createTimers(
  { history: { queue }, time, random, say }: Scene,
  ask: Outside,
  /** Answers whether the message was dealt with. */
  consume: (timers: readonly Timer[]) => Promise<boolean>,
) {
  const taken = new Set<string>();
  const nameOf = ({ conversationId, at }: Timer) => `${conversationId} ${at}`;

  function take(timers: readonly Timer[]): void {
    for (const timer of timers) {
      taken.add(nameOf(timer));
      for (let copies = random.chance(queue.twice) ? 2 : 1; copies > 0; copies--) deliver(timer);
    }
  }

  function deliver(timer: Timer): void {
    if (random.chance(queue.lost)) {
      say(() => `queue: the timer of ${timer.conversationId} gets lost`);
      return;
    }
    // As the adapter asks for it: in whole seconds, half a second early at least.
    const delay = Math.min(Math.max(Math.floor((timer.at - time.now() - 500) / 1000), 0), LONGEST_DELAY);
    receive(timer, delay + random.next() * queue.late, 1);
  }

  function receive(timer: Timer, inSeconds: number, receipt: number): void {
    time.at(plus(time.now(), seconds(inSeconds)), () => void show(timer, receipt));
  }

  /** Who deals with a message takes it out; from all others it is hidden for a while. */
  async function show(timer: Timer, receipt: number): Promise<void> {
    const hiddenUntil = plus(time.now(), HIDDEN_FOR);
    if ((await consume([timer])) || receipt === MOST_RECEIPTS) return;
    receive(timer, Math.max(0, between(time.now(), hiddenUntil)) / 1000, receipt + 1);
  }

  return {
    isTaken: (timer: Timer) => taken.has(nameOf(timer)),
    /** The queue as a run reaches it. */
    portOf: (run: Run): TimerQueue => ({
      async send(timers) {
        try {
          await ask(run, 'queue', `sends ${timers.length} timers`, () => take(timers));
          return [];
        } catch (error) {
          if (!(error instanceof OutsideError)) throw error;
          // It took a part of what it was sent, and says so.
          const part = error.trouble === 'throttled' ? Math.floor(timers.length / 2) : 0;
          take(timers.slice(0, part));
          return timers.slice(part);
        }
      },
    }),
  };
}
