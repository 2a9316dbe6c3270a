/** The way from Genesys to ingest: senders that repeat what got no 2xx, as API destinations do. */
import type { Conversation } from '#shared/domain/conversation.ts';
import type { CustomerReached } from '#shared/domain/customer.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { between, durationMs, type EpochMs, plus, seconds } from '#shared/domain/time.ts';
import type { Change, State } from '#test/simulation/genesys.ts';
import type { History } from '#test/simulation/history.ts';
import type { Scene } from '#test/simulation/scene.ts';
import { toObservation, toTold } from '#test/simulation/tell.ts';

/** What ingest answers, and how it stands with what it was sent. */
export interface Receiver {
  /** The HTTP status; never, from one that died. */
  respond(observation: Observation): Promise<number>;
  /** What is stored of a conversation at this moment. */
  stored(conversationId: string): Promise<Conversation | undefined>;
  /** The same of a conversation that is none of a callback, in which a customer was reached. */
  noteReached(reached: CustomerReached): Promise<number>;
  isNoted(reached: CustomerReached): Promise<boolean>;
}

/** One notification on its way. */
interface Parcel {
  readonly label: string;
  readonly content: Observation | CustomerReached;
  respond(): Promise<number>;
  /** Whether what it tells is kept for good. */
  isKept(): Promise<boolean>;
}

/** How long a sender waits for an answer before it sends again, while the first call may still run. */
const PATIENCE = seconds(5);
const MOST_TRIES = 60;

/** Longer than a try takes, and clocks are apart. */
const ABOUT_THE_SAME = seconds(6);

/** Makes notifications of what happens at Genesys, and has each delivered. */
export function createWire(scene: Scene, receiver: Receiver) {
  const { history, time, random, instant, isNow } = scene;
  const { wire, topics } = history;
  const deliver = createDelivery(scene);
  let made = 0;

  /** How long the bridge of a topic keeps what it is given now, in seconds. */
  const heldFor = (topic: History['topics'][number]): number =>
    Math.max(
      0,
      ...wire.held
        .filter((one) => one.topic === topic && isNow(one))
        .map(({ at, seconds: length }) => between(time.now(), instant(at + length)) / 1000),
    );

  function send(parcel: Parcel, late = 0): void {
    for (let copies = random.whole(1, wire.copies); copies > 0; copies--) {
      const wait = durationMs(random.next() * (history.latency + wire.jitter * 1000) + late * 1000);
      time.at(plus(time.now(), wait), () => void deliver(parcel));
    }
  }

  return {
    notify(state: State, change: Change): void {
      if (time.now() < instant(wire.from)) return;
      for (const topic of topics) {
        const told = toTold(topic, state, change, history);
        if (told === undefined) continue;
        const nth = ++made;
        const stampedAt = wire.isStamped ? time.now() : undefined;
        const content = toObservation(state.conversationId, told, stampedAt, fingerprintOf(nth));
        send(
          {
            label: `${topic} ${content.fingerprint} of ${content.conversationId}`,
            content,
            respond: () => receiver.respond(content),
            isKept: () => isRecorded(receiver, content, time),
          },
          (wire.late.find((one) => one.nth === nth)?.seconds ?? 0) + heldFor(topic),
        );
      }
    },
    notifyReached: (content: CustomerReached): void =>
      send({
        label: content.conversationId,
        content,
        respond: () => receiver.noteReached(content),
        isKept: () => receiver.isNoted(content),
      }),
  };
}

/** Spread, so that of two bodies with one stamp the later one is as likely the smaller. */
const fingerprintOf = (nth: number) => (Math.imul(nth, 0x9e3779b1) >>> 0).toString(36).padStart(11, '0');

function createDelivery({ time, problems, say }: Scene) {
  const report = (what: string, { content }: Parcel) =>
    problems.push({ what, about: JSON.stringify(content) });

  return async function deliver(parcel: Parcel): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const answer = parcel.respond();
      const status = await Promise.race([answer, time.sleep(PATIENCE).then(() => undefined)]);
      say(() => `wire: ${parcel.label}: ${status ?? 'silence'}`);
      if (status === 200 && !(await parcel.isKept())) report('acknowledged-unrecorded', parcel);
      if (status === 200) return;
      if (status !== undefined && status < 500) return void report('refused-for-our-own-trouble', parcel);
      await time.sleep(seconds(Math.min(2 ** tries, 300)));
    }
    report('sender-gave-up', parcel);
  };
}

/** What is recorded is recorded for good: once more would change nothing. Without a stamp, it may be news again. */
async function isRecorded(
  receiver: Receiver,
  observation: Observation,
  time: Scene['time'],
): Promise<boolean> {
  const stored = await receiver.stored(observation.conversationId);
  if (stored === undefined) return false;
  if (observation.stampedAt === undefined)
    return (
      stored.seen.some(({ fingerprint }) => fingerprint === observation.fingerprint) ||
      isOvertaken(observation, stored, time.now())
    );
  return recordObservation(stored, observation, time.now()).conversation === stored;
}

/** Whether something is known that happened after all that is told here, or that came at about the same time. */
function isOvertaken({ recordedAt }: Observation, stored: Conversation, now: EpochMs): boolean {
  const { customerLegs, otherLegs, calls, joined } = stored;
  const registers = [customerLegs, otherLegs, calls, ...joined.flatMap(({ layers }) => layers)];
  return registers.some((register) => {
    if (register === undefined) return false;
    const { order } = register;
    const isLater = recordedAt !== undefined && (order.recordedAt ?? recordedAt) > recordedAt;
    return isLater || between(order.arrivedAt, now) < ABOUT_THE_SAME;
  });
}
