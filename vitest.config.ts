import { defineConfig } from 'vitest/config';

const project = (name: string, timeoutSeconds: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: timeoutSeconds * 1000,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 10),
      project('property', 60),
      // Some seconds for a story or a history that fails and is made smaller.
      project('simulation', 120),
      project('stories', 120),
      project('fuzz', 60),
      project('contract', 30),
      project('integration', 60),
      project('e2e', 180),
      // The first synthesis takes several seconds, so it has a time limit of its own.
      project('cdk', 120),
      project('docs', 60),
    ],
  },
});
