/** Customers who ask for callbacks all the time, and some who move or cancel theirs. */
import type { CrashWorld } from '#test/crash/crash-world.ts';
import type { Automation } from '#test/crash/write-settings.ts';
import { sleep } from '#test/e2e/target.ts';
import type { Random } from '#test/simulation/random.ts';

export interface LoadedCallback {
  readonly id: string;
  readonly automation: Automation;
  /** Never later than Genesys has it. */
  scheduledAt: number;
  isCancelled: boolean;
}

export interface Load {
  readonly callbacks: readonly LoadedCallback[];
  /** Resolves when nobody asks, moves or cancels any more. */
  stop(): Promise<void>;
}

const LONGEST_GAP_MS = 250;
/** On a slow machine fewer ask, or nothing would ever be told in time. */
const MOST_UNDER_WAY = 120;
const LONGEST_WAIT_MS = 6000;
/** What comes so shortly before the due may not reach the stack in time, but Genesys knows it certainly. */
const LEAST_LEAD_MS = 50;

export function startLoad({ control, destination }: CrashWorld, random: Random): Load {
  const callbacks: LoadedCallback[] = [];
  const changes: Promise<void>[] = [];
  let isStopped = false;

  const create = (): LoadedCallback => {
    const automation = random.pick(['dial', 'hand-over', 'announce']);
    const scheduledAt = Date.now() + (random.chance(0.1) ? 0 : random.whole(100, LONGEST_WAIT_MS));
    const number = `+1317${random.whole(2_000_000, 9_999_999)}`;
    const scheduledFor = new Date(scheduledAt).toISOString();
    const id = control.createCallback({ number, automatedCallbackConfigId: automation, scheduledFor });
    return { id, automation, scheduledAt, isCancelled: false };
  };
  /** Waits until shortly before the due; answers whether it is still to come, and so certainly open. */
  const shortlyBefore = async ({ scheduledAt }: LoadedCallback): Promise<boolean> => {
    await sleep(Math.max(0, scheduledAt - random.whole(LEAST_LEAD_MS, 1500) - Date.now()));
    return Date.now() < scheduledAt - LEAST_LEAD_MS;
  };
  const move = async (callback: LoadedCallback): Promise<void> => {
    if (!(await shortlyBefore(callback))) return;
    // Eighths of a second, so that Genesys' instant is a whole millisecond.
    const inSeconds = random.whole(1, 40) / 8;
    callback.scheduledAt = Date.now() + 1000 * inSeconds;
    control.reschedule(callback.id, { inSeconds });
  };
  const cancel = async (callback: LoadedCallback): Promise<void> => {
    if (!(await shortlyBefore(callback))) return;
    control.cancel(callback.id);
    callback.isCancelled = true;
  };
  const live = async (callback: LoadedCallback): Promise<void> => {
    if (random.chance(0.2)) await move(callback);
    if (random.chance(0.2)) await cancel(callback);
  };
  const run = async () => {
    while (!isStopped) {
      if (destination.counts.underWay < MOST_UNDER_WAY) {
        const callback = create();
        callbacks.push(callback);
        changes.push(live(callback));
      }
      await sleep(random.whole(10, LONGEST_GAP_MS));
    }
  };
  const running = run();
  return {
    callbacks,
    async stop() {
      isStopped = true;
      await running;
      await Promise.all(changes);
    },
  };
}
