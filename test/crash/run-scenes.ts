import { type ContentionOptions, contend } from '#test/crash/scenes/contention.ts';
import { type DuplicatesOptions, sendDuplicates } from '#test/crash/scenes/duplicates.ts';
import { fillOneSecond } from '#test/crash/scenes/same-second.ts';
import { startScene } from '#test/crash/scenes/scene.ts';
import { createRandom } from '#test/simulation/random.ts';

export interface ScenesOptions {
  readonly duplicates: DuplicatesOptions;
  readonly contention: ContentionOptions;
  readonly sameSecond: number;
  readonly seed: number;
  readonly print: (line: string) => void;
}

/** What no kill is needed for: duplicates, contending workers, a crowd in one second. Answers the callbacks and what was violated. */
export async function runScenes(options: ScenesOptions) {
  const { duplicates, contention, sameSecond, seed, print } = options;
  const scene = await startScene();
  try {
    const sent = await sendDuplicates(scene, duplicates);
    print(
      `${duplicates.conversations} notifications ${duplicates.copies} times at once: ${sent.violations.length} violations`,
    );

    const contended = await contend(scene, contention, createRandom(seed));
    print(
      `${contention.timers} timers ${1 + contention.copies} times each: the other processes placed ` +
        `${contended.placedBy.join(' and ')}, ${contended.again} were handed over again after the kill of one, ` +
        `${contended.violations.length} violations`,
    );

    const { lateMs, ...crowd } = await fillOneSecond(scene, sameSecond);
    print(
      `${sameSecond} in one second, all told ${crowd.toSpareMs} ms before: placed ${lateMs.middle} ms (middle) to ` +
        `${lateMs.most} ms after their due, ${crowd.again} announced again, ${crowd.violations.length} violations`,
    );
    return {
      callbacks: duplicates.conversations + contention.timers + sameSecond,
      placed: sent.placed + contended.placed + crowd.placed,
      violations: [...sent.violations, ...contended.violations, ...crowd.violations],
    };
  } finally {
    await scene.close();
  }
}
