import type { LegFacts, Observation, Told } from '#shared/domain/observation.ts';
import { type EpochMs, latest } from '#shared/domain/time.ts';
import type { Change, State } from '#test/simulation/genesys.ts';
import type { History } from '#test/simulation/history.ts';

/** What one topic tells of a change; nothing, where it is none of its business. */
export function toTold(
  topic: History['topics'][number],
  state: State,
  change: Change,
  history: Pick<History, 'agentsTellTime'>,
): Told | undefined {
  switch (topic) {
    case 'callbacks':
      return { kind: 'snapshot', legs: legsOf(state, history), calls: undefined };
    case 'all-media':
      return { kind: 'snapshot', legs: legsOf(state, history), calls: state.calls };
    case 'detail-events':
      return change === 'none' ? undefined : { kind: 'leg', leg: change.leg };
  }
}

/** The legs of a conversation as snapshots and answers tell them. */
export function legsOf(
  { customer, agents }: State,
  { agentsTellTime }: Pick<History, 'agentsTellTime'>,
): readonly LegFacts[] {
  const { scheduledFor } = customer;
  const time = agentsTellTime && scheduledFor !== undefined ? { scheduledFor } : {};
  return [customer, ...agents.map((agent) => ({ ...agent, ...time }))];
}

/** The newest connected or ended instant in what is told. */
function recordedAtOf(told: Told): EpochMs | undefined {
  const legs = told.kind === 'snapshot' ? [...told.legs, ...(told.calls ?? [])] : [told.leg];
  const instants = legs.flatMap(({ connectedAt, endedAt }) => [connectedAt ?? [], endedAt ?? []].flat());
  return instants.length === 0 ? undefined : latest(...instants);
}

/** Makes what is told an observation. Two of one content and stamp are the same body. */
export function toObservation(
  conversationId: string,
  told: Told,
  stampedAt: EpochMs | undefined,
  fingerprint: string,
): Observation {
  return { conversationId, stampedAt, recordedAt: recordedAtOf(told), fingerprint, told };
}
