import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import { describeIssue } from '#shared/config/describe-issue.ts';
import { type StageConfig, StageConfigSchema, StageNameSchema } from '#shared/config/stage.ts';

/** A fault of the configuration, in words for whoever runs the CDK. */
export class StageConfigError extends Error {
  override readonly name = 'StageConfigError';
}

export interface Stage {
  readonly name: string;
  readonly config: StageConfig;
}

/** Reads and checks `<folder>/<name>.json`. */
export function loadStageConfig(folder: string, name: unknown): Stage {
  const stage = v.safeParse(StageNameSchema, name);
  if (!stage.success) {
    throw new StageConfigError(`-c stage=<name>: expected ${describeIssue(stage.issues[0]).expected}.`);
  }
  const file = join(folder, `${stage.output}.json`);
  const shown = relative(process.cwd(), file);
  const config = v.safeParse(StageConfigSchema, parseFile(file, shown, folder));
  if (config.success) return { name: stage.output, config: config.output };

  const faults = config.issues.map(describeIssue).map(({ path, expected }) => {
    return `  ${path === '' ? '(the whole file)' : path}: expected ${expected}`;
  });
  throw new StageConfigError(`${shown} does not fit. See docs/configuration.md.\n${faults.join('\n')}`);
}

function parseFile(file: string, shown: string, folder: string): unknown {
  const text = readText(file);
  if (text === undefined) {
    throw new StageConfigError(`${shown}: no such file. Stages there are: ${stagesIn(folder)}.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StageConfigError(`${shown}: expected JSON. ${error instanceof Error ? error.message : ''}`);
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function stagesIn(folder: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.map((name) => name.slice(0, -'.json'.length)).join(', ') || 'none';
}
