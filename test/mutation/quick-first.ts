import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By what the tests of it take, least first: most mutants die of the first tests that meet them. */
const SLOWEST_LAST = [
  '/unit/domain/',
  '/unit/use-cases/',
  'calling-hours-clock-changes',
  'same-callback',
  'use-cases/pacing',
  'schemas/fits',
];

const rankOf = ({ moduleId }: TestSpecification): number =>
  SLOWEST_LAST.findLastIndex((part) => moduleId.includes(part));

/** Runs the tests of the rules themselves before those of whole lives. */
export class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
