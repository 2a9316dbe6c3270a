/**
 * Stands in for EventBridge and its API destination, between the fake Genesys Cloud and the stack: takes every
 * notification at once, and sends it until it was taken. Some go out several times at once, late, out of order, or by
 * the notifications queue; some senders give up while the first request still runs, and send again.
 */
import type { Notification } from '#local/genesys/notifications.ts';
import { epochMs } from '#shared/domain/time.ts';
import { createLanes } from '#test/crash/lanes.ts';
import { serveBodies } from '#test/crash/serve-bodies.ts';
import { sendToQueue, sleep, type Target } from '#test/e2e/target.ts';
import type { Random } from '#test/simulation/random.ts';
import { toldBy } from '#test/stories/told.ts';
import type { Told } from '#test/stories/truth.ts';

export interface ApiDestinationOptions {
  /** `undefined` while nothing runs. */
  readonly target: () => Target | undefined;
  readonly random: Random;
  /** Answers whether it is sent; what is not is lost on its way. */
  readonly onNotification: (body: string) => boolean;
  /** Called whenever one was answered 200. */
  readonly onTaken: () => void;
}

export type ApiDestination = Awaited<ReturnType<typeof startApiDestination>>;

// As long as API destinations wait.
const TIMEOUT_MS = 5000;

/** The rate at which an API destination sends is limited, or those that waited would come all at once. */
const AT_ONCE = 20;

const RETRIED: ReadonlySet<number> = new Set([401, 407, 409, 429]);

export async function startApiDestination(options: ApiDestinationOptions) {
  const { target, random, onNotification } = options;
  const news: Told[] = [];
  const refused: string[] = [];
  const counts = { sent: 0, taken: 0, underWay: 0 };
  const stopping = new AbortController();
  const deliver = createDelivery({ ...options, news, refused, counts, closing: stopping.signal });

  const { url, close } = await serveBodies(async (body) => {
    if (!onNotification(body)) return 200;
    news.push(...toldBy(JSON.parse(body) as Notification, epochMs(Number.POSITIVE_INFINITY)));
    const enqueued = () => enqueue(target, body, stopping.signal);
    for (const delivery of deliveriesOf(body, random, deliver, enqueued)) {
      counts.underWay++;
      void delivery.finally(() => counts.underWay--);
    }
    return 200;
  });
  return {
    url,
    /** What Genesys told, and again, with its instant, what of it was answered 200. */
    news: news as readonly Told[],
    refused: refused as readonly string[],
    counts: counts as Readonly<typeof counts>,
    close() {
      stopping.abort();
      close();
    },
  };
}

type Deliver = (body: string, delayMs: number, firstTimeoutMs?: number) => Promise<void>;

interface DeliveryDeps extends ApiDestinationOptions {
  readonly news: Told[];
  readonly refused: string[];
  readonly counts: { sent: number; taken: number };
  readonly closing: AbortSignal;
}

/** Sends by request, again and again until it is taken. */
function createDelivery({ target, random, onTaken, news, refused, counts, closing }: DeliveryDeps): Deliver {
  const lane = createLanes(AT_ONCE);
  const sendNow = async (body: string, timeoutMs: number) => {
    const running = target();
    if (running === undefined) return undefined;
    counts.sent++;
    return send(running, body, timeoutMs);
  };
  return async (body, delayMs, firstTimeoutMs = TIMEOUT_MS) => {
    await sleep(delayMs);
    for (let tries = 0; !closing.aborted; tries++) {
      const status = await lane(() => sendNow(body, tries === 0 ? firstTimeoutMs : TIMEOUT_MS));
      if (status === 200) {
        counts.taken++;
        news.push(...toldBy(JSON.parse(body) as Notification, epochMs(Date.now())));
        onTaken();
        return;
      }
      if (status !== undefined && status < 500 && !RETRIED.has(status)) {
        refused.push(`A notification was answered ${status}, and so is lost.`);
        return;
      }
      await sleep(random.whole(100, 500) * Math.min(tries + 1, 5));
    }
  };
}

/** How one notification goes out. */
function deliveriesOf(
  body: string,
  random: Random,
  deliver: Deliver,
  enqueued: () => Promise<void>,
): Promise<void>[] {
  const delayMs = random.chance(0.3) ? random.whole(1, 400) : 0;
  const late = random.chance(0.05) ? [deliver(body, random.whole(1000, 5000))] : [];
  if (random.chance(0.08)) return [enqueued(), ...late];
  if (random.chance(0.1)) return [deliver(body, delayMs, random.whole(5, 60)), ...late];
  const copies = random.chance(0.2) ? random.whole(2, 4) : 1;
  return [...Array.from({ length: copies }, () => deliver(body, delayMs)), ...late];
}

/** Answers the status; `undefined` where there was no answer. */
async function send(target: Target, body: string, timeoutMs: number): Promise<number | undefined> {
  try {
    const response = await fetch(`${target.url}/notifications`, {
      method: 'POST',
      headers: { 'x-api-key': target.apiKey, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}

/** The same by the notifications queue: it has to arrive, but nobody is told when it was recorded. */
async function enqueue(
  target: ApiDestinationOptions['target'],
  body: string,
  closing: AbortSignal,
): Promise<void> {
  while (!closing.aborted) {
    const running = target();
    const isSent =
      running !== undefined &&
      (await sendToQueue(running, JSON.parse(body)).then(
        () => true,
        () => false,
      ));
    if (isSent) return;
    await sleep(200);
  }
}
