import * as v from 'valibot';
import {
  AutomationParameterSchema,
  DEFAULT_AUTOMATION,
  toAutomation,
} from '#shared/config/automation-parameter.ts';
import { type ConfigIssue, describeIssue } from '#shared/config/describe-issue.ts';
import type { Automation } from '#shared/domain/automation.ts';

export type ReadAutomation =
  | { readonly kind: 'sound'; readonly automation: Automation }
  /** `match`: which callbacks it is for, where at least that could be read. */
  | { readonly kind: 'broken'; readonly issue: ConfigIssue; readonly match?: Automation['match'] };

/**
 * The part that tells which callbacks an automation is for, whatever else is wrong with it. It has to be there: where
 * it is missing, it may only be misspelt.
 */
const MatchSchema = v.object({ match: AutomationParameterSchema.entries.match.wrapped });

/** Reads an automation from its parameter's value. */
export function readAutomation(id: string, value: string, placers: ReadonlySet<string>): ReadAutomation {
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), value);
  if (!json.success) return { kind: 'broken', issue: { path: '', expected: 'JSON' } };
  const parameter = v.safeParse(AutomationParameterSchema, json.output);
  const issue = parameter.success
    ? unknownPlacer(parameter.output.placer, placers)
    : describeIssue(parameter.issues[0]);
  if (parameter.success && issue === undefined) {
    return { kind: 'sound', automation: toAutomation(id, parameter.output) };
  }
  return { kind: 'broken', issue: issue ?? NOTHING_MORE, ...matchIn(id, json.output) };
}

const NOTHING_MORE: ConfigIssue = { path: '', expected: 'another value' };

const unknownPlacer = (placer: string, placers: ReadonlySet<string>): ConfigIssue | undefined =>
  placers.has(placer) ? undefined : { path: 'placer', expected: 'the name of a placer in the stage config' };

function matchIn(id: string, value: unknown): { match?: Automation['match'] } {
  // The default automation needs no match: it is for all that no other claims.
  if (id === DEFAULT_AUTOMATION.id) return { match: DEFAULT_AUTOMATION.match };
  const result = v.safeParse(MatchSchema, value);
  if (!result.success) return {};
  return { match: toAutomation(id, { ...UNREAD, match: result.output.match }).match };
}

const UNREAD = v.parse(AutomationParameterSchema, { placer: DEFAULT_AUTOMATION.placer });

/** No stage config can declare a placer of this name, so that nothing can be placed by it. */
const NO_PLACER = '(broken)';

/**
 * Stands for an automation that was never readable: it claims its callbacks, so that they don't fall to the default,
 * and keeps them due, because placing by a placer that is not declared fails before anything is claimed.
 */
export const heldAutomation = (id: string, match: Automation['match']): Automation => ({
  ...DEFAULT_AUTOMATION,
  id,
  match,
  placer: NO_PLACER,
});
