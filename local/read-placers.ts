import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { StartError } from '#local/start-error.ts';
import { type PlacersConfig, PlacersSchema } from '#shared/config/placers.ts';

/** Reads the placers from `placers.json` in the data directory, where it exists: what `placers` is in a stage's configuration. */
export function readPlacers(dataDir: string): PlacersConfig | undefined {
  const file = join(dataDir, 'placers.json');
  if (!existsSync(file)) return undefined;
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), PlacersSchema), readFileSync(file, 'utf8'));
  if (result.success) return result.output;
  const faults = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? '(file)'}: expected ${issue.expected ?? 'another value'}`,
  );
  throw new StartError(`${file} does not fit. ${faults.join('; ')}.`);
}
