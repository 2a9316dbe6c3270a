/** Names and schemas of the environment variables of the four functions. */
import * as v from 'valibot';
import { AuthSchema } from '#shared/config/auth.ts';
import { describeIssue } from '#shared/config/describe-issue.ts';
import { PlacersSchema } from '#shared/config/placers.ts';

const Text = v.pipe(v.string(), v.trim(), v.nonEmpty('a text that is not empty'));
const json = v.pipe(v.string(), v.parseJson(undefined, 'JSON'));
/** Dimension of every metric; missing where nobody collects them. */
const Stage = v.optional(Text);

export const IngestVariablesSchema = v.object({
  STAGE: Stage,
  TABLE_NAME: Text,
  TIMERS_QUEUE_URL: Text,
  QUARANTINE_QUEUE_URL: Text,
  /** JSON of `AuthSchema`. */
  AUTH: v.pipe(json, AuthSchema),
  /** Name or ARN of the secret whose value is the API key; its previous version stays valid too. */
  API_KEY_SECRET: Text,
  /** Likewise for the Standard Webhooks secret; only where `AUTH` accepts signatures. */
  SIGNING_SECRET: v.optional(Text),
});

export const SweepVariablesSchema = v.object({ STAGE: Stage, TABLE_NAME: Text, TIMERS_QUEUE_URL: Text });

export const AutomationVariablesSchema = v.object({
  STAGE: Stage,
  TABLE_NAME: Text,
  TIMERS_QUEUE_URL: Text,
  EVENT_BUS_NAME: Text,
  /** SSM path without a trailing slash: `/callback-automation/<stage>`. */
  PARAMETER_PATH: v.pipe(Text, v.regex(/^\/.*[^/]$/, 'a path that begins, but does not end, with a slash')),
  /** JSON of `PlacersSchema`. */
  PLACERS: v.pipe(json, PlacersSchema),
});

export const QueryVariablesSchema = v.object({ STAGE: Stage, TABLE_NAME: Text });

/** Reads a function's variables. The error names every variable that is missing or malformed, never a value. */
export function readVariables<T extends v.GenericSchema>(schema: T, env: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, env);
  if (result.success) return result.output;
  const faults = result.issues.map(describeIssue).map(({ path, expected }) => {
    return `${path === '' ? '(environment)' : path}: expected ${expected}`;
  });
  throw new TypeError(`The environment does not fit. ${faults.join('; ')}.`);
}
