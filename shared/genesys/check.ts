import * as v from 'valibot';
import { isOurs } from '#shared/genesys/schemas/expectations.ts';
import { fits, type Sent } from '#shared/genesys/schemas/fits.ts';

/** Where a body is not as its model has it: a path of ours and words of ours, never a value. */
export interface Issue {
  readonly path: string;
  readonly expected: string;
}

export type Checked<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] };

const MAX_ISSUES = 20;

// Keys of these are the sender's own words, and may themselves be personal.
const OWN_WORDS = /(^|\.)(attributes|messageParams)\..*$/s;

function toIssue(issue: v.BaseIssue<unknown>, prefix: string): Issue {
  const path = v.getDotPath(issue) ?? '';
  return {
    path: `${prefix}${path.replace(OWN_WORDS, '$1$2.*')}`,
    // Never `issue.input`, and its message only where it is one of our own: they quote the caller's phone number.
    expected: isOurs(issue.message) ? issue.message : 'another value',
  };
}

/**
 * Checks `input` against a model. `prefix` is the path at which it was found.
 *
 * Only a refusal pays for looking what is wrong; and only where `thorough` for all of it, because each issue holds on to
 * its surroundings and a hostile body could hold very many.
 */
export function check<T extends v.GenericSchema>(
  schema: T,
  input: unknown,
  { prefix, thorough }: { prefix: string; thorough: boolean },
): Checked<Sent<v.InferOutput<T>>> {
  if (fits(schema, input)) return { kind: 'valid', value: input };

  const { issues = [] } = v.safeParse(schema, input, { abortEarly: !thorough });
  return { kind: 'invalid', issues: issues.slice(0, MAX_ISSUES).map((issue) => toIssue(issue, prefix)) };
}
