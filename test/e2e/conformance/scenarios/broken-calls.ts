import { breakOffWithin } from '#test/e2e/conformance/broken-connection.ts';
import { aCallback } from '#test/e2e/conformance/callbacks.ts';
import type { Scenario } from '#test/e2e/conformance/scenario.ts';
import type { Scene } from '#test/e2e/conformance/scene.ts';
import { holdFirst, savesOf } from '#test/e2e/conformance/troubles.ts';

/** The sender waits no longer while the first call still runs, and delivers again: both calls do their work. */
export const timeOutThenRetry: Scenario = async (scene) => {
  await Promise.all([retryOvertakes(scene, 'before'), retryOvertakes(scene, 'after')]);
};

/** The first call is stopped at its save: before it, the callback is even placed by the time that it goes on. */
async function retryOvertakes(
  { stage, sender, observer }: Scene,
  stoppedAt: 'before' | 'after',
): Promise<void> {
  const callback = aCallback();
  const firstCall = holdFirst(stage.aws, savesOf(callback), stoppedAt);
  const patience = new AbortController();
  const first = sender().deliver(callback.created, patience.signal);
  await firstCall.reached;
  patience.abort();
  await first;
  await sender().deliverUntilTaken(callback.created);
  await observer.seesPlacedOnce(callback);
  await firstCall.release();
  await observer.seesPlacedOnce(callback);
}

/** The connection breaks in the middle of the body, or after all of it. */
export const connectionFailure: Scenario = async (scene) => {
  await Promise.all([
    ...(['reset', 'end'] as const).map(async (how) => {
      const { sender, observer } = scene;
      const callback = aCallback();
      await breakOffWithin(sender().url, sender().requestFor(callback.created), how);
      await observer.seesNothingOf(callback);
      await sender().deliverUntilTaken(callback.created);
      await observer.seesPlacedOnce(callback);
    }),
    breaksWhileSaving(scene),
  ]);
};

async function breaksWhileSaving({ stage, sender, observer }: Scene): Promise<void> {
  const callback = aCallback();
  const call = holdFirst(stage.aws, savesOf(callback), 'before');
  const connection = new AbortController();
  const broken = sender().deliver(callback.created, connection.signal);
  await call.reached;
  connection.abort();
  await broken;
  await call.release();
  await sender().deliverUntilTaken(callback.created);
  await observer.seesPlacedOnce(callback);
}
