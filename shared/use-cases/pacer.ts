/**
 * Takes slots of placers' rates. All who ask while a save is under way are served together by the next one, in order of
 * due: a second in which a thousand callbacks come due takes a few dozen saves and not a thousand.
 */
import { nextSlot, type Rate, type SlotRequest, takeSlots } from '#shared/domain/pacing.ts';
import { durationMs, type EpochMs } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { RateStore } from '#shared/ports/rate-store.ts';
import { ContentionError } from '#shared/use-cases/save-transition.ts';

export interface Pacer {
  /** When the requests may be made; now, where there is room. */
  takeSlot(client: string, request: SlotRequest): Promise<EpochMs>;
  /** When the next slot of a lane is, without taking it. */
  nextSlot(client: string, lane: string): Promise<EpochMs>;
}

interface PacerDeps {
  readonly rates: RateStore;
  readonly clock: Clock;
  readonly random: () => number;
}

interface Waiting {
  readonly request: SlotRequest;
  readonly resolve: (slot: EpochMs) => void;
  readonly reject: (reason: unknown) => void;
}

/** Every process of the automation takes from one item: most of them win within a few tries. */
const MOST_TRIES = 50;

export function createPacer(deps: PacerDeps): Pacer {
  const queues = new Map<string, Waiting[]>();

  async function serve(client: string): Promise<void> {
    for (let queue = queues.get(client); queue !== undefined; queue = queues.get(client)) {
      if (queue.length === 0) {
        queues.delete(client);
        return;
      }
      queues.set(client, []);
      await serveAll(client, queue);
    }
  }

  async function serveAll(client: string, waiting: readonly Waiting[]): Promise<void> {
    try {
      const asked = waiting.map(({ request }) => request);
      const slots = await take(deps, client, asked);
      slots.forEach((slot, at) => {
        waiting[at]?.resolve(slot);
      });
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  return {
    async nextSlot(client, lane) {
      return nextSlot(await deps.rates.load(client), lane, deps.clock.now());
    },
    takeSlot(client, request) {
      const { promise, resolve, reject } = Promise.withResolvers<EpochMs>();
      const queue = queues.get(client);
      if (queue === undefined) {
        queues.set(client, [{ request, resolve, reject }]);
        void serve(client);
      } else queue.push({ request, resolve, reject });
      return promise;
    },
  };
}

async function take({ rates, clock, random }: PacerDeps, client: string, asked: readonly SlotRequest[]) {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (tries > 0) await clock.sleep(durationMs(5 + random() * 95));
    const stored: Rate = await rates.load(client);
    const { rate, slots } = takeSlots(stored, asked, clock.now());
    if (await rates.saveIfUnchanged(client, rate)) return slots;
  }
  throw new ContentionError(MOST_TRIES);
}
