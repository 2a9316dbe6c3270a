import type { Observation } from '#shared/domain/observation.ts';
import type { Issue } from '#shared/genesys/check.ts';

/** Why an element can never be recorded. At most 20 issues, none of which holds a value. */
export type Refusal = {
  readonly reason: 'not-json' | 'not-an-object' | 'too-deep' | 'invalid' | 'no-conversation-id';
  readonly issues: readonly Issue[];
};

/** What one notification turned out to be. */
export type ParsedElement =
  | { readonly kind: 'observed'; readonly observation: Observation }
  | {
      readonly kind: 'ignored';
      readonly because: 'control-message' | 'other-media' | 'unknown-topic';
      readonly conversationId?: string;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export const refused = (reason: Refusal['reason'], issues: readonly Issue[] = []): ParsedElement => ({
  kind: 'refused',
  refusal: { reason, issues },
});
