import type { Conversation } from '#shared/domain/conversation.ts';
import { decideLive } from '#shared/domain/decide.ts';
import type { Decision, Question } from '#shared/domain/decision.ts';
import { isOver } from '#shared/domain/leg.ts';
import type { Observation } from '#shared/domain/observation.ts';
import type { PlacementOutcome } from '#shared/domain/placing.ts';
import type { DurationMs } from '#shared/domain/time.ts';
import type { Reasons } from '#shared/domain/withdraw.ts';
import type { Dialing } from '#shared/ports/placer.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { circumstancesNow } from '#shared/use-cases/decide-now.ts';

/** Genesys itself says that the callback is not to be placed now. */
export interface Objection extends Reasons {
  readonly kind: 'objection';
  readonly because: string;
}

/**
 * Asks Genesys for the conversation that was claimed. Fails closed: without an answer nothing is placed. `undefined`:
 * nothing speaks against it.
 */
export async function askLive(
  deps: AutomationDeps,
  { liveCheck, needsAgent }: Dialing,
  conversation: Conversation,
  question: Question,
  agentId: string | undefined,
): Promise<Objection | PlacementOutcome | undefined> {
  const answer = await liveCheck.ask(conversation.conversationId);
  switch (answer.kind) {
    case 'no-answer':
      return unanswered(deps, answer.because, answer.retryAfter);
    case 'gone':
      // It may be too new, or of another organisation: no answer to whether the callback is open.
      return unanswered(deps, 'not-found-in-genesys', undefined);
    case 'told': {
      const { observation } = answer;
      const decision = decideLive(conversation, observation, question, await circumstancesNow(deps));
      if (decision !== undefined && decision.kind !== 'place') return { ...objection(decision), observation };
      const isGone = needsAgent && !isConnected(observation, agentId);
      return isGone ? { ...objection({ kind: 'left', because: 'agent-gone' }), observation } : undefined;
    }
  }
}

function unanswered(
  { telemetry }: AutomationDeps,
  because: string,
  retryAfter: DurationMs | undefined,
): PlacementOutcome {
  telemetry.count('live-checks.unanswered');
  return { kind: 'postponed', because, ...(retryAfter !== undefined && { retryAfter }) };
}

/** Whether the agent for whom a call is to be made is the one who is connected. */
function isConnected({ told }: Observation, agentId: string | undefined): boolean {
  const legs = told.kind === 'snapshot' ? told.legs : [told.leg];
  return legs.some((leg) => leg.userId === agentId && leg.connectedAt !== undefined && !isOver(leg));
}

function objection(decision: Exclude<Decision, { kind: 'place' }>): Objection {
  const because = decision.kind === 'wait' ? decision.fate.kind : decision.kind;
  return { kind: 'objection', decision, because: 'because' in decision ? decision.because : because };
}
