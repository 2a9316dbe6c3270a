import type { CustomerReached } from '#shared/domain/customer.ts';
import type { Observation } from '#shared/domain/observation.ts';
import type { Issue } from '#shared/genesys/check.ts';

/** Why an element can never be recorded. At most 20 issues, none of which holds a value. */
export type Refusal = {
  readonly reason: 'not-json' | 'not-an-object' | 'too-deep' | 'invalid' | 'no-conversation-id';
  readonly issues: readonly Issue[];
};

/** Customers in a talk with an agent, now or before; told only where it was asked for. */
interface Reached {
  readonly reached?: readonly CustomerReached[];
}

/** What one notification turned out to be. */
export type ParsedElement =
  | ({ readonly kind: 'observed'; readonly observation: Observation } & Reached)
  | ({
      readonly kind: 'ignored';
      readonly because: 'control-message' | 'other-media' | 'unknown-topic';
      readonly conversationId?: string;
    } & Reached)
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What a reason says by itself was expected, where nothing more can be said. */
const EXPECTED = {
  'not-json': { path: '', expected: 'JSON' },
  'not-an-object': { path: '', expected: 'an object' },
  'too-deep': { path: '', expected: 'at most 64 levels' },
  invalid: { path: '', expected: 'another value' },
  'no-conversation-id': {
    path: 'conversationId',
    expected: 'the id of a conversation, in the body or the path',
  },
} as const satisfies Record<Refusal['reason'], Issue>;

/** Refuses an element, with what was expected of it. */
export const refused = (
  reason: Refusal['reason'],
  issues: readonly Issue[] = [EXPECTED[reason]],
): ParsedElement => ({ kind: 'refused', refusal: { reason, issues } });
