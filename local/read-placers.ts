import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readPayload } from '#local/read-payload.ts';
import { StartError } from '#local/start-error.ts';
import { describeIssue } from '#shared/config/describe-issue.ts';
import { type PlacersConfig, PlacersSchema } from '#shared/config/placers.ts';

/** Reads the placers from `placers.json` in the data directory, where it exists: what `placers` is in a stage's configuration. */
export function readPlacers(dataDir: string): PlacersConfig | undefined {
  const file = join(dataDir, 'placers.json');
  if (!existsSync(file)) return undefined;
  const result = v.safeParse(PlacersSchema, readPayload(file));
  if (result.success) return result.output;
  const faults = result.issues.map(describeIssue).map(({ path, expected }) => {
    return `${path === '' ? '(the whole)' : path}: expected ${expected}`;
  });
  throw new StartError(`${file} does not fit. ${faults.join('; ')}.`);
}
