import * as v from 'valibot';
import { describeIssue } from '#shared/config/describe-issue.ts';
import { type StageConfig, StageConfigSchema, StageNameSchema } from '#shared/config/stage.ts';

/** A fault of the configuration, in words for whoever runs the CDK. */
export class StageConfigError extends Error {
  override readonly name = 'StageConfigError';
}

/** Checks a stage config and fills in its defaults; an error names `origin`, each key and what was expected there. */
export function parseStageConfig(origin: string, value: unknown): StageConfig {
  const config = v.safeParse(StageConfigSchema, value);
  if (config.success) return config.output;

  const faults = config.issues.map(describeIssue).map(({ path, expected }) => {
    return `  ${path === '' ? '(the whole)' : path}: expected ${expected}`;
  });
  throw new StageConfigError(`${origin} does not fit. See docs/configuration.md.\n${faults.join('\n')}`);
}

/** Checks the name of a stage; `origin` is where it was told. */
export function parseStageName(origin: string, value: unknown): string {
  const name = v.safeParse(StageNameSchema, value);
  if (name.success) return name.output;
  throw new StageConfigError(`${origin}: expected ${describeIssue(name.issues[0]).expected}.`);
}
