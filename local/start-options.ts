import { resolve } from 'node:path';
import { StartError } from '#local/start-error.ts';

export interface StartOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly sweepEveryMs: number;
  readonly apiKey?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what can be set for `npm start`; an empty variable counts as not set. */
export function readStartOptions(env: Environment): StartOptions {
  const apiKey = env['API_KEY'] || undefined;
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new StartError('API_KEY must consist of printable ASCII characters without spaces.');
  }
  return {
    port: wholeNumber(env, 'PORT', { least: 0, most: 65_535, otherwise: 8787 }),
    dataDir: resolve(env['DATA_DIR'] || '.local'),
    sweepEveryMs: wholeNumber(env, 'SWEEP_SECONDS', { least: 1, most: 3600, otherwise: 60 }) * 1000,
    ...(apiKey !== undefined && { apiKey }),
  };
}

function wholeNumber(
  env: Environment,
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new StartError(`${name} must be a whole number from ${least} to ${most}, but is "${text}".`);
}
