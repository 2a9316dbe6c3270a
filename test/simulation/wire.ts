/** The way from Genesys to ingest: senders that repeat what got no 2xx, as API destinations do. */

import type { Observation } from '#shared/domain/observation.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { durationMs, plus, seconds } from '#shared/domain/time.ts';
import type { Change, State } from '#test/simulation/genesys.ts';
import type { Scene } from '#test/simulation/scene.ts';
import { toObservation, toTold } from '#test/simulation/tell.ts';

/** What ingest answers, and how it stands with what it was sent. */
export interface Receiver {
  /** The HTTP status; never, from one that died. */
  respond(observation: Observation): Promise<number>;
  /** What is stored of a conversation at this moment. */
  stored(conversationId: string): Promise<Parameters<typeof recordObservation>[0] | undefined>;
}

/** How long a sender waits for an answer before it sends again, while the first call may still run. */
const PATIENCE = seconds(5);
const MOST_TRIES = 60;

/** Makes notifications of what happens at Genesys, and has each delivered. */
export function createWire(scene: Scene, receiver: Receiver) {
  const { history, time, random } = scene;
  const { wire, topics } = history;
  const deliver = createDelivery(scene, receiver);
  let made = 0;

  return (state: State, change: Change): void => {
    for (const topic of topics) {
      const told = toTold(topic, state, change, history);
      if (told === undefined) continue;
      const nth = ++made;
      const stampedAt = wire.isStamped ? time.now() : undefined;
      const observation = toObservation(state.conversationId, told, stampedAt, fingerprintOf(nth));
      const late = wire.late.find((one) => one.nth === nth)?.seconds ?? 0;
      for (let copies = random.whole(1, wire.copies); copies > 0; copies--) {
        const wait = durationMs(random.next() * (history.latency + wire.jitter * 1000) + late * 1000);
        time.at(plus(time.now(), wait), () => void deliver(observation, topic));
      }
    }
  };
}

/** Spread, so that of two bodies with one stamp the later one is as likely the smaller. */
const fingerprintOf = (nth: number) => (Math.imul(nth, 0x9e3779b1) >>> 0).toString(36).padStart(11, '0');

function createDelivery({ time, problems, say }: Scene, receiver: Receiver) {
  const report = (what: string, observation: Observation) =>
    problems.push({ what, about: JSON.stringify(observation) });

  return async function deliver(observation: Observation, topic: string): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const answer = receiver.respond(observation);
      const status = await Promise.race([answer, time.sleep(PATIENCE).then(() => undefined)]);
      say(
        () =>
          `wire: ${topic} ${observation.fingerprint} of ${observation.conversationId}: ${status ?? 'silence'}`,
      );
      if (status === 200 && !(await isRecorded(receiver, observation, time))) {
        report('acknowledged-unrecorded', observation);
      }
      if (status === 200) return;
      if (status !== undefined && status < 500)
        return void report('refused-for-our-own-trouble', observation);
      await time.sleep(seconds(Math.min(2 ** tries, 300)));
    }
    report('sender-gave-up', observation);
  };
}

/** What is recorded is recorded for good: once more would change nothing. Without a stamp, it may be news, or old, again. */
async function isRecorded(
  receiver: Receiver,
  observation: Observation,
  time: Scene['time'],
): Promise<boolean> {
  const stored = await receiver.stored(observation.conversationId);
  if (stored === undefined) return false;
  if (observation.stampedAt === undefined)
    return (stored.customerLegs ?? stored.otherLegs ?? stored.joined[0]) !== undefined;
  return recordObservation(stored, observation, time.now()).conversation === stored;
}
