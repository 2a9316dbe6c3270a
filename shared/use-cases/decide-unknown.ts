import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type OperatorDecision, settleByOperator } from '#shared/domain/evidence.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { recordOf } from '#shared/domain/records.ts';
import { type ChangeDeps, saveTransition } from '#shared/use-cases/save-transition.ts';
import { sendSoon } from '#shared/use-cases/send-soon.ts';

export type DecidedUnknown =
  | { readonly kind: 'decided'; readonly conversation: Conversation }
  | { readonly kind: 'no-conversation' | 'no-callback' }
  /** Its placement is in another state, or there is none. */
  | { readonly kind: 'not-unknown'; readonly state: string };

/** Settles, as an operator decides, a placement whose outcome nobody knows. */
export function createDecideUnknown(deps: ChangeDeps) {
  return async function decideUnknown(
    conversationId: string,
    callbackKey: string,
    decision: OperatorDecision,
  ): Promise<DecidedUnknown> {
    // A decision is about the placement that its maker saw: not about another try, should that be unknown meanwhile.
    let seen: string | undefined;
    const decided = await saveTransition(deps, conversationId, (stored) => {
      const token = stored && recordOf(stored, callbackKey)?.placement?.token;
      seen ??= token;
      const result: DecidedUnknown =
        seen === token
          ? decide(stored, callbackKey, decision, deps)
          : { kind: 'not-unknown', state: 'another-try' };
      return { conversation: result.kind === 'decided' ? result.conversation : stored, result };
    });
    if (decided.kind === 'decided') {
      deps.telemetry.count('decisions.taken');
      await sendSoon(deps, conversationId, nextLook(decided.conversation));
    }
    return decided;
  };
}

function decide(
  stored: Conversation | undefined,
  callbackKey: string,
  decision: OperatorDecision,
  { clock }: ChangeDeps,
): DecidedUnknown {
  if (stored === undefined) return { kind: 'no-conversation' };
  const record = recordOf(stored, callbackKey);
  const isTold = callbacksOf(stored).some(({ key }) => key === callbackKey);
  if (record === undefined && !isTold) return { kind: 'no-callback' };
  const { kind: state = 'none' } = record?.placement ?? {};
  if (record === undefined || state !== 'unknown') return { kind: 'not-unknown', state };
  return { kind: 'decided', conversation: settleByOperator(stored, record, decision, clock.now()) };
}
