import type { Conversation } from '#shared/domain/conversation.ts';
import { decideLive } from '#shared/domain/decide.ts';
import type { Decision, Question } from '#shared/domain/decision.ts';
import type { PlacementOutcome } from '#shared/domain/placing.ts';
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
  { liveCheck }: Dialing,
  conversation: Conversation,
  question: Question,
): Promise<Objection | PlacementOutcome | undefined> {
  const answer = await liveCheck.ask(conversation.conversationId);
  switch (answer.kind) {
    case 'no-answer': {
      deps.telemetry.count('live-checks.unanswered');
      const { because, retryAfter } = answer;
      return { kind: 'postponed', because, ...(retryAfter !== undefined && { retryAfter }) };
    }
    case 'gone':
      return objection({ kind: 'left', because: 'ended' });
    case 'told': {
      const { observation } = answer;
      const decision = decideLive(conversation, observation, question, await circumstancesNow(deps));
      return decision === undefined || decision.kind === 'place'
        ? undefined
        : { ...objection(decision), observation };
    }
  }
}

function objection(decision: Exclude<Decision, { kind: 'place' }>): Objection {
  const because = decision.kind === 'wait' ? decision.fate.kind : decision.kind;
  return { kind: 'objection', decision, because: 'because' in decision ? decision.because : because };
}
