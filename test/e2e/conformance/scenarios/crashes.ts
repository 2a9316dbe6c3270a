import { once } from 'node:events';
import { aMovedCallback, noticeOf, soFar } from '#test/e2e/conformance/callbacks.ts';
import { startChild } from '#test/e2e/conformance/child-process.ts';
import type { Scenario } from '#test/e2e/conformance/scenario.ts';
import { holdFirst, savesOf } from '#test/e2e/conformance/troubles.ts';

/** Killed between a delivery and its retry: once the receiver, once everything that it stands on as well. */
export const restart: Scenario = async ({ stage, sender, killReceiver, startReceiver, observer }) => {
  const callback = aMovedCallback();
  const deliverAround = async (nth: number, crash: () => Promise<void>) => {
    await sender().deliver(noticeOf(callback, nth));
    await crash();
    await observer.seesWaiting(soFar(callback, nth));
    await startReceiver();
    await sender().deliverUntilTaken(noticeOf(callback, nth));
    await observer.seesWaiting(soFar(callback, nth));
  };
  await deliverAround(1, killReceiver);
  await deliverAround(2, async () => {
    await killReceiver();
    await stage.crash();
  });
  await sender().deliver(noticeOf(callback, 3));
  await observer.seesPlacedOnce(callback);
};

/** The sender is killed in the middle of a sequence, and starts again from its beginning: then, and when all is done. */
export const harnessCrash: Scenario = async (scene) => {
  const { stage, observer } = scene;
  const callback = aMovedCallback();
  const start = () => {
    const sender = startChild('sender-process.ts');
    const { secret } = stage.signing;
    sender.process.send({ url: scene.sender().url, secret, notices: callback.notices });
    return sender;
  };
  const startAgain = async () => {
    const [code] = await once(start().process, 'exit');
    if (code !== 0) throw new Error('The sender failed.');
  };
  const first = holdFirst(stage.aws, savesOf(callback), 'before');
  const crashing = start();
  await first.reached;
  const second = holdFirst(stage.aws, savesOf(callback), 'before');
  await first.release();
  await second.reached;
  await crashing.kill();
  await second.release();
  await startAgain();
  await observer.seesPlacedOnce(callback);
  await startAgain();
  await observer.seesPlacedOnce(callback);
};
