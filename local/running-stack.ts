import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const RunningSchema = v.object({ url: v.string(), apiKey: v.string(), awsEndpointUrl: v.string() });

/** Where a running stack is reached, for the commands that talk to it. */
export type RunningStack = v.InferOutput<typeof RunningSchema>;

const fileIn = (dataDir: string) => join(dataDir, 'running.json');

/** Leaves a note in the data directory that only its owner can read. */
export function announceRunning(dataDir: string, running: RunningStack): void {
  writeFileSync(fileIn(dataDir), `${JSON.stringify(running, undefined, 2)}\n`, { mode: 0o600 });
}

export function announceStopped(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/** Finds the stack that runs, or was killed, on a data directory. */
export function findRunning(dataDir: string): RunningStack | undefined {
  try {
    const found = v.safeParse(RunningSchema, JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
    return found.success ? found.output : undefined;
  } catch {
    return undefined;
  }
}
