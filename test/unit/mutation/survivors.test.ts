import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { listedSurvivors } from '#test/mutation/survivors.ts';

const sourceOf = (file: string) =>
  readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8').replace(/\s+/g, ' ');

it('no small mistake is listed as unnoticed in code that is gone', () => {
  const stale = listedSurvivors().filter(({ file, before }) => !sourceOf(file).includes(before));
  expect(stale).toEqual([]);
});
