import { defineConfig } from 'vitest/config';

// One file, one stack: the tests of its life follow one another.
export default defineConfig({
  test: {
    name: 'deploy',
    include: ['test/deploy/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
