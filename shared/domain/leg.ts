import type { LegState } from '#shared/domain/observation.ts';

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
