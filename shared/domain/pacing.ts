/**
 * The rate of a placer: API requests are planned one after another, so that callbacks that come due together are placed
 * one after another, in order of due, and never faster than the placer's client may ask.
 */
import { durationMs, type EpochMs, latest, plus } from '#shared/domain/time.ts';

/** How far the requests of one placer are planned. */
export interface Rate {
  /** Of what is stored; 0 where nothing is. */
  readonly version: number;
  /** By lane: when the next request of it may be made. A lane whose instant is past is idle. */
  readonly lanes: ReadonlyMap<string, EpochMs>;
}

/** Who asks for a slot. */
export interface SlotRequest {
  /** The automation's id where that has a rate of its own, else the empty text. */
  readonly lane: string;
  readonly requestsPerMinute: number;
  /** How many requests are made from the slot on. */
  readonly requests: number;
  readonly due: EpochMs;
}

export const NO_RATE: Rate = { version: 0, lanes: new Map() };

/** Takes a slot for each, in order of due; answers them in the order asked for. Idle lanes are forgotten. */
export function takeSlots(
  { version, lanes }: Rate,
  asked: readonly SlotRequest[],
  now: EpochMs,
): { readonly rate: Rate; readonly slots: readonly EpochMs[] } {
  const next = new Map([...lanes].filter(([, at]) => at > now));
  const slots = new Map<SlotRequest, EpochMs>();
  for (const one of asked.toSorted((a, b) => a.due - b.due)) {
    const slot = latest(now, next.get(one.lane) ?? now);
    slots.set(one, slot);
    next.set(one.lane, plus(slot, durationMs(Math.ceil((one.requests * 60_000) / one.requestsPerMinute))));
  }
  return { rate: { version, lanes: next }, slots: asked.map((one) => slots.get(one) ?? now) };
}
