import * as v from 'valibot';
import { RefusedError } from '#lambdas/middleware/refused-error.ts';
import { describeIssue } from '#shared/config/describe-issue.ts';
import { MAX_LENGTH } from '#shared/genesys/bounds.ts';
import { parseInstant } from '#shared/genesys/instant.ts';
import type { OperatorsWord } from '#shared/use-cases/decide-unknown.ts';

const KEY = 'the key of a callback, as the report of the conversation tells it';
/** `now@` and a participant's id. */
const LONGEST_KEY = 4 + MAX_LENGTH;
const DECISIONS = ['placed', 'place-again', 'give-up'] as const;

const SINCE = "the placement's unknownSince, as the report of the conversation tells it";
const SinceSchema = v.pipe(
  v.string(SINCE),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const instant = parseInstant(dataset.value);
    if (instant !== undefined) return instant;
    addIssue({ message: SINCE });
    return NEVER;
  }),
);

const KeysSchema = v.looseObject({
  callbackKey: v.pipe(v.string(KEY), v.nonEmpty(KEY), v.maxLength(LONGEST_KEY, KEY)),
  unknownSince: SinceSchema,
  decision: v.picklist(DECISIONS, `one of ${DECISIONS.join(', ')}`),
});

// Says that there is another key, but not which: it might be anything.
const DecisionSchema = v.pipe(
  KeysSchema,
  v.check(
    (told) => Object.keys(told).length === 3,
    'callbackKey, unknownSince and decision, and no other key',
  ),
);

/** Reads the body of a decision, or refuses it. */
export function readDecision(body: string): OperatorsWord {
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), body);
  if (!json.success) throw new RefusedError('not-json');
  const decision = v.safeParse(DecisionSchema, json.output);
  if (decision.success) return decision.output;
  throw new RefusedError('invalid', { issues: decision.issues.map(describeIssue) });
}
