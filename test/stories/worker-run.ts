import type { DurationMs } from '#shared/domain/time.ts';
import { seconds } from '#shared/domain/time.ts';
import { never } from '#test/simulation/run.ts';
import type { Scene } from '#test/stories/scene.ts';
import type { Mishap } from '#test/stories/story.ts';

/** A run of a worker, and what goes wrong with it. */
export interface WorkerRun {
  readonly id: number;
  /** Does what the program asks of the world: after a while, and never, or in vain, where a mishap says so. */
  ask<T>(what: () => Promise<T>): Promise<T>;
  readonly isDead: boolean;
  /** Resolves when it died. */
  readonly death: Promise<void>;
  die(): void;
}

/** Something that goes wrong because the story says so. */
export class MishapError extends Error {
  override readonly name = 'MishapError';
}

/** Begins a run. What it asks of the world is counted, so that a mishap can hit the how many-th thing. */
export function createWorkerRun(
  id: number,
  { story, time, latency }: Pick<Scene, 'story' | 'time' | 'latency'>,
): WorkerRun {
  const own = story.mishaps.filter(({ run }) => run === id);
  const { promise: death, resolve } = Promise.withResolvers<void>();
  let step = 0;
  let isDead = false;
  const die = () => {
    isDead = true;
    time.stir();
    resolve();
  };

  async function suffer(at: number, when: Mishap['when']): Promise<void> {
    if (isDead) return never();
    const mishap = own.find((one) => one.step === at && one.when === when);
    if (mishap?.how === 'throws') throw new MishapError('A mishap.');
    if (mishap?.how === 'stalls') await time.sleep(seconds(mishap.seconds));
    if (mishap?.how === 'dies') die();
    return isDead ? never() : undefined;
  }

  return {
    id,
    get isDead() {
      return isDead;
    },
    death,
    die,
    async ask(what) {
      const at = ++step;
      await time.sleep(latency());
      await suffer(at, 'before');
      const result = await what();
      await time.sleep(latency());
      await suffer(at, 'after');
      return result;
    },
  };
}

/** A clock by which the dead sleep for ever. */
export const clockOf = (time: Scene['time'], current: () => WorkerRun) => ({
  now: time.now,
  async sleep(length: DurationMs): Promise<void> {
    const mine = current();
    await time.sleep(length);
    if (mine.isDead) await never();
  },
});
