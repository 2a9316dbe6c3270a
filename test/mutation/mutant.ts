import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Stryker } from '@stryker-mutator/core';

/** What Stryker says of one mutant. */
export type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** A mutant in words that outlast the lines around it: the code as it is, and as it was made. */
export interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const oneLine = (code: string) => code.trim().replace(/\s+/g, ' ');

/** Restates a mutant by the whole lines that it touches. */
export function changeOf({ fileName, location: { start, end }, replacement }: Mutant): Change {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const code = lines.join('\n');
  const afterEnd = (lines.at(-1) ?? '').slice(end.column - 1);
  return {
    file: relative(process.cwd(), fileName),
    before: oneLine(code),
    after: oneLine(`${code.slice(0, start.column - 1)}${replacement}${afterEnd}`),
  };
}

/** Tells whether no test noticed a mutant. */
export const isSurvivor = ({ status }: Mutant): boolean => status === 'Survived' || status === 'NoCoverage';

/** Tells whether a test noticed a mutant, or it would never have ended. */
export const isDetected = ({ status }: Mutant): boolean => status === 'Killed' || status === 'Timeout';
