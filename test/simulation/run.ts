import { type DurationMs, durationMs, plus, seconds } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Scene } from '#test/simulation/scene.ts';

/** One run of a function: from its message or request to its end, or to its death. */
export interface Run {
  readonly name: string;
  /** Its machine's clock, by which its timers may fire 2 ms early. */
  readonly clock: Clock;
  readonly isDead: boolean;
  /** Resolves when it died. */
  readonly death: Promise<void>;
  die(): void;
}

/** What the dead answer. */
export const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** The platform ends a run after this. */
const LONGEST_RUN = seconds(60);

/** How much too early a timer of the platform may fire, in ms. */
const EARLY_MS = 2;

/** Begins runs, each on a machine with a clock of its own. */
export function createRuns({ time, random, history, say }: Scene) {
  let runs = 0;
  return (kind: string): Run => {
    const name = `${kind} ${++runs}`;
    const off = durationMs(Math.round((random.next() - 0.5) * history.clocksApart));
    const { promise: death, resolve } = Promise.withResolvers<void>();
    let isDead = false;
    const run: Run = {
      name,
      clock: {
        now: () => plus(time.now(), off),
        async sleep(length: DurationMs) {
          await time.sleep(durationMs(Math.max(0, length - random.next() * EARLY_MS)));
          if (isDead) await never();
        },
      },
      get isDead() {
        return isDead;
      },
      death,
      die() {
        if (isDead) return;
        isDead = true;
        resolve();
      },
    };
    // A sweep that never ends only is in the way of others, and so the harder case.
    if (kind !== 'sweep') time.at(plus(time.now(), LONGEST_RUN), run.die);
    say(() => `${name} begins`);
    return run;
  };
}
