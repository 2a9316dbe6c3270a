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
  /** Requests of one lane are made one after another; those of different lanes don't wait for each other. */
  readonly lane: string;
  readonly requestsPerMinute: number;
  /** How many requests are made from the slot on. */
  readonly requests: number;
  readonly due: EpochMs;
}

/** What placements go by, where their automation has no rate of its own. */
export const PLACEMENTS = 'placements';

/** What evidence and repeated clean-ups go by: they don't wait behind a crowd that is to be placed. */
export const UPKEEP = 'upkeep';

export const laneOf = (automation: string): string => `automation:${automation}`;

/** The part of a client's rate that is for upkeep, beside what is for placements: a tenth of that. */
export const upkeepRate = (requestsPerMinute: number): number =>
  Math.max(1, Math.floor(requestsPerMinute / 10));

/** When the next request of a lane may be made. */
export const nextSlot = ({ lanes }: Rate, lane: string, now: EpochMs): EpochMs =>
  latest(now, lanes.get(lane) ?? now);

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
    const slot = nextSlot({ version, lanes: next }, one.lane, now);
    slots.set(one, slot);
    next.set(one.lane, plus(slot, durationMs(Math.ceil((one.requests * 60_000) / one.requestsPerMinute))));
  }
  return { rate: { version, lanes: next }, slots: asked.map((one) => slots.get(one) ?? now) };
}
