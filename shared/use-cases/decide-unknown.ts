import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type OperatorDecision, settleByOperator } from '#shared/domain/evidence.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { recordOf } from '#shared/domain/records.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { type ChangeDeps, saveTransition } from '#shared/use-cases/save-transition.ts';
import { sendSoon } from '#shared/use-cases/send-soon.ts';

/** What an operator found out of one doubt. */
export interface OperatorsWord {
  readonly callbackKey: string;
  /** Since when the outcome was unknown that they looked into: of a later try's, they know nothing. */
  readonly unknownSince: EpochMs;
  readonly decision: OperatorDecision;
}

export type DecidedUnknown =
  | { readonly kind: 'decided'; readonly conversation: Conversation }
  | { readonly kind: 'no-conversation' | 'no-callback' }
  /** Its outcome is unknown since another instant. */
  | { readonly kind: 'another-doubt' }
  /** Its placement is in another state, or there is none. */
  | { readonly kind: 'not-unknown'; readonly state: string };

/** Settles, as an operator decides, a placement whose outcome nobody knows. */
export function createDecideUnknown(deps: ChangeDeps) {
  return async function decideUnknown(conversationId: string, word: OperatorsWord): Promise<DecidedUnknown> {
    const decided = await saveTransition(deps, conversationId, (stored) => {
      const result = decide(stored, word, deps);
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
  { callbackKey, unknownSince, decision }: OperatorsWord,
  { clock }: ChangeDeps,
): DecidedUnknown {
  if (stored === undefined) return { kind: 'no-conversation' };
  const record = recordOf(stored, callbackKey);
  const isTold = callbacksOf(stored).some(({ key }) => key === callbackKey);
  if (record === undefined && !isTold) return { kind: 'no-callback' };
  const placement = record?.placement;
  if (record === undefined || placement?.kind !== 'unknown')
    return { kind: 'not-unknown', state: placement?.kind ?? 'none' };
  if (placement.since !== unknownSince) return { kind: 'another-doubt' };
  return { kind: 'decided', conversation: settleByOperator(stored, record, decision, clock.now()) };
}
