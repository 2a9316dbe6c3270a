import { aCallback, asNotice, PERSONAL } from '#test/e2e/conformance/callbacks.ts';
import type { Scenario } from '#test/e2e/conformance/scenario.ts';

const GARBLED: ((body: string) => string)[] = [
  (body) => body.slice(0, -1),
  (body) => body.replaceAll('"', "'"),
  (body) => JSON.stringify(body),
  (body) => body.replace(/"callbackScheduledTime":"[^"]*"/, `"callbackScheduledTime":"${PERSONAL.number}"`),
];

/** Signed rightly, but not to be understood: kept for people to look at, and without any other effect. */
export const malformedBody: Scenario = async ({ sender, observer }) => {
  await Promise.all(
    GARBLED.map(async (garble) => {
      const callback = aCallback();
      const notice = asNotice(garble(callback.created.body));
      await sender().deliverUntilTaken(notice);
      await observer.seesOnlyKept(callback, notice.body);
      await sender().deliverUntilTaken(callback.created);
      await observer.seesPlacedOnce(callback);
    }),
  );
};
