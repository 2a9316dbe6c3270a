import type { Call, LegState } from '#shared/domain/observation.ts';
import type { EpochMs } from '#shared/domain/time.ts';

interface Ending {
  readonly state?: LegState;
  readonly sessionEnded?: true;
}

/** Tells whether a leg or call is over. A session that was told to have ended stays so. */
export const isOver = ({ state, sessionEnded }: Ending): boolean =>
  sessionEnded === true || state === 'disconnected' || state === 'terminated';

const LIVE_CALL: ReadonlySet<LegState> = new Set<LegState>([
  'alerting',
  'dialing',
  'contacting',
  'connected',
]);

/** Tells whether a call is being made or talked on. */
export const isLiveCall = ({ state }: { readonly state: LegState }): boolean => LIVE_CALL.has(state);

/** Tells whether we, or an agent, called the customer at or after an instant. A call without its beginning counts by its end. */
export function isMadeSince(call: Call, instant: EpochMs): boolean {
  const beganAt = call.startedAt ?? call.connectedAt ?? call.endedAt;
  return call.direction === 'outbound' && beganAt !== undefined && beganAt >= instant;
}
