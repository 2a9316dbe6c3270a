import { type CrashWorld, startCrashWorld } from '#test/crash/crash-world.ts';
import { judgeWorld, type Verdict } from '#test/crash/judge-world.ts';
import { startLoad } from '#test/crash/load.ts';
import { playRounds } from '#test/crash/rounds.ts';
import type { SettleOptions } from '#test/crash/settle.ts';
import { createRandom } from '#test/simulation/random.ts';

export interface RoundsOptions extends SettleOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly print: (line: string) => void;
  /** Called when the last round is over, and all that is left is to wait. */
  readonly onWaiting?: () => void;
}

/** Kills a stack under load again and again; answers what came of its callbacks. */
export async function runRounds({
  rounds,
  seed,
  print,
  onWaiting,
  ...options
}: RoundsOptions): Promise<Verdict> {
  const random = createRandom(seed);
  const world: CrashWorld = await startCrashWorld(random);
  try {
    const load = startLoad(world, random);
    await playRounds(world, rounds, random, print);
    await load.stop();
    onWaiting?.();
    return await judgeWorld(world, load.callbacks, options);
  } finally {
    await world.close();
  }
}
