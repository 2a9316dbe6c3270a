/** A stack that is not killed, and the receiver of its callbacks. */
import { type AnnouncedLine, announcedLines } from '#test/crash/announced-lines.ts';
import { makeSecret } from '#test/crash/crash-world.ts';
import { announcedAsDue, type DeedOf, handedOver } from '#test/crash/evidence.ts';
import { createLanes } from '#test/crash/lanes.ts';
import { startReceiver } from '#test/crash/receiver.ts';
import { untilIdle } from '#test/crash/until-idle.ts';
import { type Automation, writeSettings } from '#test/crash/write-settings.ts';
import { newDataDir, type RunningStack, runStack } from '#test/e2e/running-stack.ts';
import { aSubject, customer, message, post, type Subject, sleep } from '#test/e2e/target.ts';

export interface Scene {
  readonly stack: RunningStack;
  /** All callbacks that were placed, by the signed requests and the events that were seen. */
  deeds(): readonly DeedOf[];
  announced(): readonly AnnouncedLine[];
  close(): Promise<void>;
}

export async function startScene(): Promise<Scene> {
  const receiver = await startReceiver({ answerMs: () => 0 });
  const dataDir = newDataDir();
  // Nothing here is dialled, so that nobody listens at the address of Genesys.
  writeSettings(dataDir, { genesys: 'http://127.0.0.1:9', receiver: receiver.url });
  const stack = await runStack({ dataDir, sweepSeconds: 60 });
  await makeSecret(stack);
  const announced = () => announcedLines(stack.output(), Date.now());
  return {
    stack,
    announced,
    deeds: () => [...handedOver(receiver.handOvers), ...announcedAsDue(announced())],
    async close() {
      await stack.remove();
      receiver.close();
    },
  };
}

export interface SentCallback extends Subject {
  readonly automation: Automation;
  readonly due: number;
}

const SENDERS = 4;
const PER_REQUEST = 20;
const HOUR_MS = 3_600_000;

export const aCallback = (automation: Automation, due: number): SentCallback => ({
  ...aSubject(),
  automation,
  due,
});

/** What Genesys tells of a callback. */
export const toldOf = ({ automation, due, ...subject }: SentCallback) => {
  const callbackScheduledTime = new Date(due).toISOString();
  return message(subject, [
    customer(subject, { automatedCallbackConfigId: automation, callbackScheduledTime }),
  ]);
};

/** Sends the notifications of all, many in each request, again and again until they are taken. */
export async function sendAll({ stack }: Scene, callbacks: readonly SentCallback[]): Promise<void> {
  const requests = Array.from({ length: Math.ceil(callbacks.length / PER_REQUEST) }, (_, at) =>
    callbacks.slice(at * PER_REQUEST, (at + 1) * PER_REQUEST),
  );
  const lane = createLanes(SENDERS);
  const sendSome = async (some: readonly SentCallback[]) => {
    const body = some.map(toldOf);
    while ((await post(stack, body).catch(() => undefined))?.status !== 200) await sleep(200);
  };
  await Promise.all(requests.map((some) => lane(() => sendSome(some))));
}

/** Answers when `count` callbacks that are sent from now on will all be known, as far as the speed of this machine tells. */
export async function whenKnown(scene: Scene, count: number): Promise<number> {
  const some = Array.from({ length: Math.ceil(count / 20) }, () =>
    aCallback('announce', Date.now() + HOUR_MS),
  );
  const startedAt = Date.now();
  await sendAll(scene, some);
  const eachMs = (Date.now() - startedAt) / some.length;
  return Date.now() + 3000 + Math.ceil(1.5 * eachMs * count);
}

/** What was seen of these callbacks. */
export function deedsFor(callbacks: readonly SentCallback[], deeds: readonly DeedOf[]): readonly DeedOf[] {
  const wanted = new Set(callbacks.map(({ conversationId }) => conversationId));
  return deeds.filter(({ id }) => wanted.has(id));
}

/** How many of them were placed. */
export const placedOf = (callbacks: readonly SentCallback[], deeds: readonly DeedOf[]): number =>
  new Set(deedsFor(callbacks, deeds).map(({ id }) => id)).size;

// A claim of a killed worker is over after 30 s, found by a sweep within 80 s more, and its message comes again within 60 s.
const IDLE_MS = 200_000;

/** Waits until all are placed, as long as it goes on. */
export const untilPlaced = (scene: Scene, callbacks: readonly SentCallback[]): Promise<void> =>
  untilIdle(() => callbacks.length - placedOf(callbacks, scene.deeds()), IDLE_MS);

/** Whether each was placed, at its time or later, and handed over once; again only as a new attempt. */
export function judgePlaced(callbacks: readonly SentCallback[], deeds: readonly DeedOf[]): string[] {
  const byId = Map.groupBy(deeds, ({ id }) => id);
  return callbacks.flatMap(({ conversationId: id, due, automation }) => {
    const own = byId.get(id) ?? [];
    const attempts = own.flatMap(({ attempt }) => attempt ?? []);
    const violations = [
      ...(own.length === 0 ? ['lost'] : []),
      ...own.filter(({ at }) => at < due).map(({ at }) => `placed ${due - at} ms early`),
      ...own.filter((deed) => deed.due !== due).map(() => 'placed for another time'),
      ...(new Set(attempts).size < attempts.length ? ['one attempt was handed over twice'] : []),
    ];
    return violations.map((what) => `${automation} ${id}: ${what}`);
  });
}
