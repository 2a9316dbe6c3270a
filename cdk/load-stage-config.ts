import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseStageConfig, parseStageName, StageConfigError } from '#cdk/parse-stage-config.ts';
import type { StageConfig } from '#shared/config/stage.ts';

export interface Stage {
  readonly name: string;
  readonly config: StageConfig;
}

/** Reads and checks `<folder>/<name>.json`. */
export function loadStageConfig(folder: string, stage: unknown): Stage {
  const name = parseStageName('-c stage=<name>', stage);
  const file = join(folder, `${name}.json`);
  const shown = relative(process.cwd(), file);
  return { name, config: parseStageConfig(shown, parseFile(file, shown, folder)) };
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
