import type { CallingHours } from '#shared/domain/calling-hours.ts';
import { type DurationMs, minutes, seconds } from '#shared/domain/time.ts';

/** How often a placement is tried, where the automation that began it is gone. */
export const DEFAULT_LIMITS: Pick<Automation, 'maxAttempts' | 'retry'> = {
  maxAttempts: 5,
  retry: { after: seconds(30), atMost: minutes(15) },
};

/** A configured rule: which callbacks, by which placer, with which limits. */
export interface Automation {
  readonly id: string;
  readonly match: { readonly automatedCallbackConfigId?: string; readonly queueId?: string };
  /** Name of a placer declared in the stage config. */
  readonly placer: string;
  /** Lets a dialing placer act when `timeoutSeconds` runs out, which Genesys dials by itself. */
  readonly placeOnTimeout: boolean;
  /** Lets a dialing placer act on campaign previews, which Genesys dials by itself. */
  readonly placePreviews: boolean;
  readonly callingHours?: CallingHours;
  /** How late a scheduled callback may still be placed. */
  readonly maxLateness: DurationMs;
  readonly maxAttempts: number;
  readonly retry: { readonly after: DurationMs; readonly atMost: DurationMs };
  /** API requests per minute of its own, instead of sharing the placer's. */
  readonly ratePerMinute?: number;
  /** ISO 3166 code of the country that numbers without a country code belong to. */
  readonly defaultCountry?: string;
  /** Leaves the callback of a customer whom an agent reached in another conversation this recently. */
  readonly leaveIfReachedWithin?: DurationMs;
}
