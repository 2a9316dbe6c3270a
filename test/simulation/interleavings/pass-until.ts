import type { EpochMs } from '#shared/domain/time.ts';
import type { VirtualTime } from '#test/simulation/virtual-time.ts';

const MOST_EVENTS = 1000;

/** Lets time pass up to an instant, unless it is past. */
export async function passUntil(time: VirtualTime, instant: EpochMs): Promise<void> {
  if (instant <= time.now()) return;
  time.at(instant, () => undefined);
  await time.runUntil(instant, MOST_EVENTS);
}
