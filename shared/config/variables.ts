/** Names and schemas of the environment variables of the functions; those of the automation have a file of their own. */
import * as v from 'valibot';
import { AuthSchema } from '#shared/config/auth.ts';
import { describeIssue } from '#shared/config/describe-issue.ts';

/** A variable that says something. */
export const Text = v.pipe(v.string(), v.trim(), v.nonEmpty('a text that is not empty'));
/** A variable whose text is JSON, to be piped into its schema. */
export const Json = v.pipe(v.string(), v.parseJson(undefined, 'JSON'));
/** Dimension of every metric; missing where nobody collects them. */
export const Stage = v.optional(Text);
/** Name or ARN of the secret with the key of the customers' hashes; only where `customersReached` is on. */
export const CustomersSecret = v.optional(Text);

export const IngestVariablesSchema = v.object({
  STAGE: Stage,
  TABLE_NAME: Text,
  TIMERS_QUEUE_URL: Text,
  QUARANTINE_QUEUE_URL: Text,
  /** JSON of `AuthSchema`. */
  AUTH: v.pipe(Json, AuthSchema),
  /** Name or ARN of the secret whose value is the API key; its previous version stays valid too. */
  API_KEY_SECRET: Text,
  /** Likewise for the Standard Webhooks secret; only where `AUTH` accepts signatures. */
  SIGNING_SECRET: v.optional(Text),
  CUSTOMERS_SECRET: CustomersSecret,
});

export const SweepVariablesSchema = v.object({ STAGE: Stage, TABLE_NAME: Text, TIMERS_QUEUE_URL: Text });

export const QueryVariablesSchema = v.object({ STAGE: Stage, TABLE_NAME: Text });

export const OperatorVariablesSchema = v.object({ STAGE: Stage, TABLE_NAME: Text, TIMERS_QUEUE_URL: Text });

/** Reads a function's variables. The error names every variable that is missing or malformed, never a value. */
export function readVariables<T extends v.GenericSchema>(schema: T, env: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, env);
  if (result.success) return result.output;
  const faults = result.issues.map(describeIssue).map(({ path, expected }) => {
    return `${path === '' ? '(environment)' : path}: expected ${expected}`;
  });
  throw new TypeError(`The environment does not fit. ${faults.join('; ')}.`);
}
