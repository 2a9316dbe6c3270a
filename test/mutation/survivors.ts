import { readFileSync } from 'node:fs';
import type { Change } from '#test/mutation/mutant.ts';

/** Survivors that are known, with the reason why no test is to notice them. */
interface Group {
  readonly reason: string;
  /** By file: the code as it is and as it was made. */
  readonly mutants: Readonly<Record<string, readonly (readonly [before: string, after: string])[]>>;
}

const LIST = new URL('./survivors.json', import.meta.url);

/** Every survivor that has a reason. */
export function listedSurvivors(): readonly Change[] {
  const groups: readonly Group[] = JSON.parse(readFileSync(LIST, 'utf8'));
  return groups.flatMap(({ mutants }) =>
    Object.entries(mutants).flatMap(([file, changes]) =>
      changes.map(([before, after]) => ({ file, before, after })),
    ),
  );
}

const idOf = ({ file, before, after }: Change) => JSON.stringify([file, before, after]);

/** Those of `changes` that are not among `others`, each once. */
export function without(changes: readonly Change[], others: readonly Change[]): readonly Change[] {
  const known = new Set(others.map(idOf));
  const rest = changes.filter((change) => !known.has(idOf(change)));
  return [...new Map(rest.map((change) => [idOf(change), change])).values()];
}
