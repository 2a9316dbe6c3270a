import type { Area } from '#test/mutation/areas.ts';
import { type Change, changeOf, isDetected, isSurvivor, type Mutant } from '#test/mutation/mutant.ts';
import { listedSurvivors, without } from '#test/mutation/survivors.ts';

/** How well an area's tests notice what is wrong. */
export interface Verdict {
  readonly area: Area;
  readonly mutants: number;
  readonly detected: number;
  readonly survived: number;
  /** Survivors that have no reason in the list. */
  readonly unlisted: readonly Change[];
  /** Entries of the list that did not survive, or are no longer there. */
  readonly stale: readonly Change[];
}

/** Judges what became of an area's mutants; of the list, only the entries of the files that were mutated. */
export function judge(area: Area, mutants: readonly Mutant[]): Verdict {
  const survivors = mutants.filter(isSurvivor);
  const changes = survivors.map(changeOf);
  const files = new Set(mutants.map((mutant) => changeOf(mutant).file));
  const listed = listedSurvivors().filter(({ file }) => files.has(file));
  return {
    area,
    mutants: mutants.length,
    detected: mutants.filter(isDetected).length,
    survived: survivors.length,
    unlisted: without(changes, listed),
    stale: without(listed, changes),
  };
}

/** The share of mutants that were detected, in per cent; those that cannot run at all don't count. */
export const scoreOf = ({ detected, survived }: Pick<Verdict, 'detected' | 'survived'>): number =>
  detected + survived === 0 ? 100 : (100 * detected) / (detected + survived);
