import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from '#local/start-error.ts';

/** Creates the directory where it is missing; says in one sentence where it cannot be used. */
export function makeDataDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new StartError(
      code === 'EEXIST' || code === 'ENOTDIR'
        ? `DATA_DIR must be a directory, but ${dataDir} is a file, or below one.`
        : `The data directory ${dataDir} cannot be created, or not be written (${code}).`,
    );
  }
}

/**
 * Creates the directory where it is missing, and keeps every other process out of it; answers how to let it go.
 *
 * The lock is SQLite's: the kernel drops it with the process, however that ends, so that there are no stale locks.
 */
export function claimDataDirectory(dataDir: string): () => void {
  makeDataDirectory(dataDir);
  // The time that a process which is just ending may still take.
  const lock = new DatabaseSync(join(dataDir, 'lock'), { timeout: 1000 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'errstr' in error && error.errstr === 'database is locked') {
      throw new StartError(`The data directory ${dataDir} is in use by another process.`);
    }
    throw error;
  }
  return () => lock.close();
}
