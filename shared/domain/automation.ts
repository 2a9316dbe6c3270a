import type { CallingHours } from '#shared/domain/calling-hours.ts';
import type { DurationMs } from '#shared/domain/time.ts';

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
}
