import { createLanes } from '#test/crash/lanes.ts';
import {
  aCallback,
  deedsFor,
  judgePlaced,
  placedOf,
  type Scene,
  sendAll,
  untilPlaced,
  whenKnown,
} from '#test/crash/scenes/scene.ts';
import { report, sleep } from '#test/e2e/target.ts';

/** Of so many, one is asked for its state. */
const ASKED_OF_EACH = 20;

/** Many callbacks that come due in the same second: all are placed, once, and none early. */
export async function fillOneSecond(scene: Scene, count: number) {
  const second = Math.ceil((await whenKnown(scene, count)) / 1000) * 1000;
  const callbacks = Array.from({ length: count }, (_, index) =>
    aCallback(index % 2 === 0 ? 'announce' : 'hand-over', second + ((index * 7) % 1000)),
  );
  await sendAll(scene, callbacks);
  const toSpareMs = second - Date.now();
  await untilPlaced(scene, callbacks);
  await sleep(2000);
  const deeds = deedsFor(callbacks, scene.deeds());
  const late = deeds.map(({ at, due }) => at - due).toSorted((a, b) => a - b);
  const asked = callbacks.filter((_, index) => index % ASKED_OF_EACH === 0);
  const lane = createLanes(10);
  const reports = await Promise.all(
    asked.map(({ conversationId }) => lane(() => report(scene.stack, conversationId))),
  );
  const open = reports.filter(
    ({ nextLook, callbacks: [own] }) => nextLook !== null || own?.placement?.state !== 'placed',
  );
  return {
    toSpareMs,
    lateMs: { middle: late[Math.floor(late.length / 2)] ?? 0, most: late.at(-1) ?? 0 },
    placed: placedOf(callbacks, deeds),
    again: deeds.length - count,
    violations: [
      ...judgePlaced(callbacks, deeds),
      ...open.map(({ conversationId }) => `${conversationId}: placed, but not recorded so`),
    ],
  };
}
