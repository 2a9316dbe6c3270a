import { availableParallelism } from 'node:os';
import { Stryker } from '@stryker-mutator/core';
import type { Area } from '#test/mutation/areas.ts';
import type { Mutant } from '#test/mutation/mutant.ts';

/** What the tests need; everything else stays out of the copy that Stryker makes. */
const COPIED = ['shared', 'test/unit', 'test/builders', 'test/fixtures', 'test/mutation', 'package.json'];

/** How much of the machine a run takes, and of what was found before. */
export interface Effort {
  readonly workers?: number;
  /** Takes over what an earlier run found of mutants and tests that did not change since. */
  readonly isIncremental: boolean;
}

/** Makes every mutant of the targets, one after another, and runs the area's tests on it. */
export const mutateArea = (
  { folder, tests }: Area,
  targets: readonly string[],
  { workers = availableParallelism(), isIncremental }: Effort,
): Promise<readonly Mutant[]> =>
  new Stryker({
    mutate: [...targets],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: tests, related: false },
    coverageAnalysis: 'perTest',
    concurrency: workers,
    // Generous, because whatever else this machine does must not look like an endless loop.
    timeoutMS: 30_000,
    dryRunTimeoutMinutes: 15,
    incremental: isIncremental,
    incrementalFile: `node_modules/.cache/stryker/${folder.replaceAll('/', '-')}.json`,
    ignorePatterns: ['**', ...COPIED.flatMap((path) => [`!${path}`, `!${path}/**`])],
    tempDirName: '.stryker-tmp',
    cleanTempDir: 'always',
    // Stryker rewrites it by TypeScript's JavaScript API, which version 7 does not have; nothing in ours needs that.
    tsconfigFile: 'none.json',
    reporters: ['progress-append-only'],
  }).runMutationTest();
