/** The tests that are to notice the mutants of `shared/domain`: of the rules, and of the use cases around them. */
import { defineConfig } from 'vitest/config';
import { QuickFirst } from './quick-first.ts';

export default defineConfig({
  test: {
    include: ['test/unit/{domain,use-cases}/**/*.test.ts'],
    // Ten thousand callbacks each: half a minute, for nothing that smaller tests do not see.
    exclude: ['test/unit/use-cases/pause.test.ts'],
    // One worker for all files, because its start takes longer than most of them.
    isolate: false,
    sequence: { sequencer: QuickFirst },
    setupFiles: ['test/mutation/seed.ts'],
    testTimeout: 60_000,
  },
});
