import { aCallback, aMissedCallback, asNotice, type Callback } from '#test/e2e/conformance/callbacks.ts';
import type { Intervene } from '#test/e2e/conformance/interposed-aws.ts';
import type { Scenario } from '#test/e2e/conformance/scenario.ts';
import type { Scene } from '#test/e2e/conformance/scene.ts';
import {
  answerIsLost,
  befallFirst,
  type Calls,
  fails,
  loadsOf,
  quarantining,
  readsOfSecrets,
  savesOf,
  timersOf,
} from '#test/e2e/conformance/troubles.ts';

/** What the receiver stands on fails, or it dies itself, when a part of its work is done. */
export const partialProcessing: Scenario = async (scene) => {
  await servicesFail(scene);
  await diesBeforeSaving(scene);
  await diesBeforeAnswering(scene);
  await cannotReadSecrets(scene);
};

/** Each of the services that the receiver uses after it has begun with a delivery. */
export const servicesFail: Scenario = async (scene) => {
  await Promise.all([
    befallsOneCallback(scene, loadsOf, fails),
    befallsOneCallback(scene, savesOf, fails),
    befallsOneCallback(scene, savesOf, answerIsLost),
    timerIsNotSent(scene),
    oneOfTwoIsSaved(scene),
    badElementIsNotKept(scene),
  ]);
};

async function befallsOneCallback(
  { stage, sender, observer }: Scene,
  callsOf: (callback: Callback) => Calls,
  trouble: Intervene,
): Promise<void> {
  const callback = aCallback();
  befallFirst(stage.aws, callsOf(callback), trouble);
  await sender().deliverUntilTaken(callback.created);
  await observer.seesPlacedOnce(callback);
}

/** The delivery was taken, so that nobody sends again: the sweep has to find what was missed. */
async function timerIsNotSent({ stage, sender, observer }: Scene): Promise<void> {
  const callback = aMissedCallback();
  stage.aws.intervene(timersOf(callback), fails);
  await sender().deliverUntilTaken(callback.created);
  await observer.seesPlacedOnce(callback);
}

async function oneOfTwoIsSaved({ stage, sender, observer }: Scene): Promise<void> {
  const [one, other] = [aCallback(), aCallback()];
  befallFirst(stage.aws, savesOf(other), fails);
  await sender().deliverUntilTaken(asNotice(`[${one.created.body},${other.created.body}]`));
  await observer.seesPlacedOnce(one);
  await observer.seesPlacedOnce(other);
}

/** Of two elements, the bad one cannot be put into quarantine at first. */
async function badElementIsNotKept({ stage, sender, observer }: Scene): Promise<void> {
  const callback = aCallback();
  const notice = asNotice(`[${callback.created.body},{"id":7}]`);
  befallFirst(stage.aws, quarantining, fails);
  await sender().deliverUntilTaken(notice);
  await observer.seesPlacedOnce(callback);
  await observer.seesKept(notice.body);
}

async function diesBeforeSaving({
  stage,
  sender,
  killReceiver,
  startReceiver,
  observer,
}: Scene): Promise<void> {
  const callback = aCallback();
  befallFirst(stage.aws, savesOf(callback), killReceiver);
  await sender().deliver(callback.created);
  await observer.seesNothingOf(callback);
  await startReceiver();
  await sender().deliverUntilTaken(callback.created);
  await observer.seesPlacedOnce(callback);
}

/** Nobody was told, but it is saved: placed, even before the sender comes again. */
async function diesBeforeAnswering(scene: Scene): Promise<void> {
  const { stage, sender, killReceiver, startReceiver, observer } = scene;
  const callback = aMissedCallback();
  befallFirst(stage.aws, savesOf(callback), async (_, { pass }) => {
    await pass();
    await killReceiver();
  });
  await sender().deliver(callback.created);
  await observer.seesPlacedOnce(callback);
  await startReceiver();
  await sender().deliverUntilTaken(callback.created);
  await observer.seesPlacedOnce(callback);
}

/** A new instance cannot tell who sends: that is no reason to refuse anybody. */
async function cannotReadSecrets(scene: Scene): Promise<void> {
  const { stage, sender, killReceiver, startReceiver, observer } = scene;
  const callback = aCallback();
  await killReceiver();
  await startReceiver();
  befallFirst(stage.aws, readsOfSecrets, fails);
  await sender().deliverUntilTaken(callback.created);
  await observer.seesPlacedOnce(callback);
}
