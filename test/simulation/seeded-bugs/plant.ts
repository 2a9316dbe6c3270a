/** Loaded before everything else: plants the bug whose number the environment names into the program as it is loaded. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { SEEDED_BUGS } from '#test/simulation/seeded-bugs/bugs.ts';

const { what = '', file = '', changes = [] } = SEEDED_BUGS[Number(process.env['SEEDED_BUG'])] ?? {};
if (file === '') throw new Error('There is no bug of that number.');
const target = new URL(`../../../${file}`, import.meta.url);

const planted = changes.reduce(
  (text, { from, to }) => {
    // Where the program has changed, the bug must be written anew.
    if (text.split(from).length !== 2) throw new Error(`Not once in ${file}: ${from} (${what})`);
    return text.replace(from, () => to);
  },
  readFileSync(target, 'utf8'),
);

registerHooks({
  load: (url, context, nextLoad) => ({
    ...nextLoad(url, context),
    ...(url === target.href && { source: planted }),
  }),
});
