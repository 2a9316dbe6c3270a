import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SEEDED_BUGS } from '#test/simulation/seeded-bugs/bugs.ts';
import { findBug } from '#test/simulation/seeded-bugs/find-bug.ts';

/** A bug that shows in none of so many histories would not be found. */
const HISTORIES = 5000;

const FOLDER = new URL('./', import.meta.url);
const sources = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/^(seeded-bugs|interleavings)|\.test\./.test(path))
  .map((path) => readFileSync(new URL(path, FOLDER), 'utf8'));

/** Every kind of violation that there is; where its end is filled in, its beginning. */
const KINDS = sources.flatMap((source) =>
  [...source.matchAll(/(?:violation\(|what: |report\()\s*(["'`])(.+?)(?:\1|\$)/g)].map(
    ([, , kind = '']) => kind,
  ),
);

describe('the simulation finds', () => {
  it.each(SEEDED_BUGS.map(({ what }, nth) => [what, nth] as const))('%s', async (_, nth) => {
    expect(await findBug(nth, HISTORIES)).toBeGreaterThan(0);
  });

  // A simulation that fails is a fault of its own.
  it.each(KINDS.filter((kind) => kind !== 'simulation-failed'))('by %s, some bug', (kind) => {
    expect(SEEDED_BUGS.flatMap(({ shows }) => shows).some((shown) => shown.startsWith(kind))).toBe(true);
  });
});
