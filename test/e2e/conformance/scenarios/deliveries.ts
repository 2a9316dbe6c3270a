import { aCallback, aCancelledCallback, aMovedCallback, noticeOf } from '#test/e2e/conformance/callbacks.ts';
import type { Scenario } from '#test/e2e/conformance/scenario.ts';

export const singleDelivery: Scenario = async ({ sender, observer }) => {
  const callback = aCallback();
  await sender().deliver(callback.created);
  await observer.seesPlacedOnce(callback);
};

export const sequentialDuplicate: Scenario = async ({ sender, observer }) => {
  const callback = aCallback();
  await sender().deliver(callback.created);
  await sender().deliver(callback.created);
  await observer.seesPlacedOnce(callback);
  await sender().deliver(callback.created);
  await observer.seesPlacedOnce(callback);
};

/** To two instances of the receiver, which share nothing but the table. */
export const concurrentDuplicate: Scenario = async ({ sender, anotherSender, observer }) => {
  const callback = aCallback();
  const senders = [sender(), await anotherSender()];
  const copies = senders.flatMap((one) => Array.from({ length: 10 }, () => one));
  await Promise.all(copies.map((one) => one.deliverUntilTaken(callback.created)));
  await observer.seesPlacedOnce(callback);
};

/** Three notices in every order but their own; and a cancellation that overtakes what it cancels. */
export const reorder: Scenario = async ({ sender, observer }) => {
  const orders = ['132', '213', '231', '312', '321'].map((order) => [...order].map(Number));
  const moved = orders.map(async (order) => {
    const callback = aMovedCallback();
    for (const nth of order) await sender().deliver(noticeOf(callback, nth));
    await observer.seesPlacedOnce(callback);
  });
  const cancelled = aCancelledCallback();
  await sender().deliver(noticeOf(cancelled, 2));
  await sender().deliver(noticeOf(cancelled, 1));
  await Promise.all([...moved, observer.seesOver(cancelled)]);
};
