import type { Notification } from '#local/genesys/notifications.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { seconds } from '#shared/domain/time.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { isNamedOneOf } from '#test/simulation/expected-errors.ts';
import type { HiddenTimes } from '#test/stories/hidden-times.ts';
import type { Scene } from '#test/stories/scene.ts';
import { toldBy } from '#test/stories/told.ts';
import type { Truth } from '#test/stories/truth.ts';
import { MishapError, type WorkerRun } from '#test/stories/worker-run.ts';

/** The table as ingest reaches it: some of what it asks fails, before it is done or after. */
export function createUnreliable({ story, time, latency }: Scene): WorkerRun['ask'] {
  let asked = 0;
  return async (what) => {
    const failure = story.tableFailures.find(({ nth }) => nth === ++asked)?.when;
    await time.sleep(latency());
    if (failure === 'before') throw new MishapError('The table is down.');
    const result = await what();
    if (failure === 'after') throw new MishapError('The table did not answer.');
    return result;
  };
}

/** After so many answers of 500 even Genesys would have given up. */
const MOST_TRIES = 20;

/** Takes notifications as ingest does; what could not be recorded is delivered again. */
export function createIngest(
  { story, time, problems }: Scene,
  truth: Truth,
  hidden: HiddenTimes,
  record: (observation: Observation) => Promise<unknown>,
) {
  async function take(body: string, notification: Notification): Promise<void> {
    const parsed = parseNotification(body);
    if (parsed.kind !== 'one' || parsed.element.kind === 'refused') {
      problems.push(`refused-body: ${notification.detail.topicName}`);
    } else if (parsed.element.kind !== 'ignored') {
      await deliver(parsed.element.observation, notification);
    }
  }

  async function deliver(observation: Observation, notification: Notification): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      try {
        await record(observation);
        truth.told.push(...toldBy(notification, time.now()));
        return;
      } catch (error) {
        if (!isExpected(error)) problems.push(`ingest-failed: ${String(error)}`);
        await time.sleep(seconds(5));
      }
    }
    problems.push('ingest-gave-up');
  }

  return (notification: Notification): void => {
    const { topicName, eventBody } = notification.detail;
    const body = story.wire.isUnstamped ? { topicName, eventBody } : notification;
    // Not at once: the narrator says only after its making that a callback is an immediate one.
    queueMicrotask(() => void take(hidden.edit(JSON.stringify(body)), notification));
  };
}

/** Whether an error is one that the story is about, or that the program means to be repeated after. */
export const isExpected = (error: unknown): boolean =>
  isNamedOneOf(['ContentionError', 'MishapError'], error);
