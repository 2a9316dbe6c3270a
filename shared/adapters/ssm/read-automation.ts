import * as v from 'valibot';
import {
  AutomationParameterSchema,
  DEFAULT_AUTOMATION,
  toAutomation,
} from '#shared/config/automation-parameter.ts';
import { type ConfigIssue, describeIssue } from '#shared/config/describe-issue.ts';
import type { Automation } from '#shared/domain/automation.ts';

/** What of the stage config decides which automations there can be. */
export interface StageSettings {
  /** By the names that automations give; of each, the queue in which it makes callbacks of its own. */
  readonly placers: ReadonlyMap<string, { readonly dialing?: { readonly targetQueueId?: string } }>;
  /** Whether it is noted which customers an agent reached. */
  readonly customersReached: boolean;
}

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
export function readAutomation(id: string, value: string, stage: StageSettings): ReadAutomation {
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), value);
  if (!json.success) return { kind: 'broken', issue: { path: '', expected: 'JSON' } };
  const parameter = v.safeParse(AutomationParameterSchema, json.output);
  const issue = parameter.success ? misfit(parameter.output, stage) : describeIssue(parameter.issues[0]);
  if (parameter.success && issue === undefined) {
    return { kind: 'sound', automation: toAutomation(id, parameter.output) };
  }
  return { kind: 'broken', issue: issue ?? NOTHING_MORE, ...matchIn(id, json.output) };
}

const NOTHING_MORE: ConfigIssue = { path: '', expected: 'another value' };

type Parameter = v.InferOutput<typeof AutomationParameterSchema>;

/** Where an automation that is sound in itself does not go with its stage. */
function misfit(
  { placer, match, leaveIfReachedWithin }: Parameter,
  { placers, customersReached }: StageSettings,
): ConfigIssue | undefined {
  if (!placers.has(placer)) return { path: 'placer', expected: 'the name of a placer in the stage config' };
  if (isTarget(match.queueId, placers)) {
    return { path: 'match.queueId', expected: 'a queue that no placer makes callbacks in' };
  }
  if (leaveIfReachedWithin !== undefined && !customersReached) {
    return { path: 'leaveIfReachedWithin', expected: 'customersReached in the stage config' };
  }
  return undefined;
}

/** Such callbacks were placed already: to place them once more would be a second call. */
const isTarget = (queueId: string | undefined, placers: StageSettings['placers']): boolean =>
  queueId !== undefined &&
  [...placers.values()].some(
    ({ dialing }) => dialing?.targetQueueId?.toLowerCase() === queueId.toLowerCase(),
  );

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
