import type { Issue } from '#lambdas/middleware/refused-error.ts';
import type { Refusal } from '#shared/genesys/parse-notification.ts';
import type { RecordOutcome } from '#shared/use-cases/record-notification.ts';

export interface RefusedOutcome {
  readonly outcome: 'refused';
  readonly refusal: Refusal;
}

/** How one element of a body ended. */
export type Outcome =
  | RecordOutcome
  | { readonly outcome: 'ignored'; readonly conversationId?: string }
  | RefusedOutcome;

/** How a body ended. */
export interface Intake {
  readonly form: 'one' | 'many';
  /** In the body's order. */
  readonly outcomes: readonly Outcome[];
}

/** What is wrong in a whole body: in an array, each path begins with its element's place. */
export function issuesIn({ form, outcomes }: Intake): readonly Issue[] {
  return outcomes.flatMap((outcome, index) => {
    if (outcome.outcome !== 'refused') return [];
    const { issues } = outcome.refusal;
    return form === 'one' ? issues : issues.map((issue) => ({ ...issue, path: below(index, issue.path) }));
  });
}

const below = (index: number, path: string) => (path === '' ? `${index}` : `${index}.${path}`);
