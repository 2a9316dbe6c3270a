import { sleep } from '#test/e2e/target.ts';

/**
 * Waits until nothing is left, or nothing has changed for so long that nothing will: how fast the machine is must not
 * decide.
 */
export async function untilIdle(countLeft: () => number | Promise<number>, idleMs: number): Promise<void> {
  let [left, changedAt] = [Number.POSITIVE_INFINITY, performance.now()];
  while (left > 0 && performance.now() - changedAt < idleMs) {
    const before = left;
    left = await countLeft();
    if (left !== before) changedAt = performance.now();
    if (left > 0) await sleep(500);
  }
}
