import type { Scene } from '#test/simulation/scene.ts';

/** Whether an error, or each of several, has one of the names that are to be expected. */
export const isNamedOneOf = (names: readonly string[], error: unknown): boolean =>
  error instanceof AggregateError
    ? error.errors.every((one) => isNamedOneOf(names, one))
    : error instanceof Error && names.includes(error.name);

/** What the history is about, and what the program means to be repeated after. */
const EXPECTED = ['OutsideError', 'ContentionError'];

/** Tells that something failed, unless it was to be expected. */
export function reportUnlessExpected(problems: Scene['problems'], error: unknown): void {
  if (!isNamedOneOf(EXPECTED, error)) problems.push({ what: 'run-failed', about: String(error) });
}
