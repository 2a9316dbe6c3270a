import type { Scene } from '#test/simulation/scene.ts';

const EXPECTED: readonly string[] = ['OutsideError', 'ContentionError'];

/** Whether an error is one that the history is about, or that the program means to be repeated after. */
const isExpected = (error: unknown): boolean =>
  error instanceof AggregateError
    ? error.errors.every(isExpected)
    : error instanceof Error && EXPECTED.includes(error.name);

/** Tells that something failed, unless the history is about it. */
export function reportUnlessExpected(problems: Scene['problems'], error: unknown): void {
  if (!isExpected(error)) problems.push({ what: 'run-failed', about: String(error) });
}
