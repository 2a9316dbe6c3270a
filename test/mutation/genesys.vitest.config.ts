/** The tests that are to notice the mutants of `shared/genesys`. */
import { defineConfig } from 'vitest/config';
import { QuickFirst } from './quick-first.ts';

export default defineConfig({
  test: {
    include: ['test/unit/genesys/**/*.test.ts'],
    isolate: false,
    sequence: { sequencer: QuickFirst },
    setupFiles: ['test/mutation/seed.ts'],
    testTimeout: 60_000,
  },
});
