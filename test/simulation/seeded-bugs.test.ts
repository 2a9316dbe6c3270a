import { describe, expect, it } from 'vitest';
import { SEEDED_BUGS } from '#test/simulation/seeded-bugs/bugs.ts';
import { findBug } from '#test/simulation/seeded-bugs/find-bug.ts';

/** A bug that shows in none of so many histories would not be found. */
const HISTORIES = 2000;

describe('the simulation finds', () => {
  it.each(SEEDED_BUGS.map(({ what }, nth) => [what, nth] as const))('%s', async (_, nth) => {
    expect(await findBug(nth, HISTORIES)).toBeGreaterThan(0);
  });
});
