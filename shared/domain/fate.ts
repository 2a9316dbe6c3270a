import type { TriggerFate } from '#shared/domain/conversation.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** The fates of triggers that were put off until an instant that we know. */
export type Waiting = Extract<TriggerFate, { until: EpochMs }>;

/** Tells whether a trigger was put off, and so needs another look. */
export const isWaiting = (fate: TriggerFate): fate is Waiting =>
  fate.kind === 'deferred' || fate.kind === 'paused' || fate.kind === 'paced' || fate.kind === 'asking';
