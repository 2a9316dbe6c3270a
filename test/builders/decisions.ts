import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Claim } from '#shared/domain/conversation.ts';
import type { Circumstances } from '#shared/domain/decision.ts';
import { NOON } from '#test/builders/times.ts';

/** A world in which nothing but the default automation has anything to say to a decision. */
export const circumstances = (changes: Partial<Circumstances> = {}): Circumstances => ({
  now: NOON,
  paused: false,
  automations: new Map([['default', DEFAULT_AUTOMATION]]),
  isDialing: () => false,
  needsAgent: () => false,
  isTargetQueue: () => false,
  isDialable: () => true,
  chance: 0.5,
  ...changes,
});

/** The first claim of a callback that is due at noon. */
export const aClaim = (changes: Partial<Claim> = {}): Claim => ({
  token: 'token',
  placementKey: 'key',
  trigger: { kind: 'scheduled' },
  due: NOON,
  claimedAt: NOON,
  firedAt: NOON,
  attempt: 1,
  automation: 'default',
  placer: 'genesys',
  ...changes,
});
