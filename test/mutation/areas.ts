/** A folder whose code is mutated, and the tests that have to notice it. */
export interface Area {
  readonly folder: string;
  /** Path of the vitest configuration that says which tests those are. */
  readonly tests: string;
}

export const AREAS: readonly Area[] = [
  { folder: 'shared/domain', tests: 'test/mutation/domain.vitest.config.ts' },
  { folder: 'shared/genesys', tests: 'test/mutation/genesys.vitest.config.ts' },
];

/** What of a folder is mutated: the files asked for, or all of it where none is. */
export const targetsIn = ({ folder }: Area, asked: readonly string[]): readonly string[] =>
  asked.length === 0 ? [`${folder}/**/*.ts`] : asked.filter((path) => path.startsWith(`${folder}/`));
