/** Lives histories until the planted bug has shown itself in all its ways; tells how many it took, or 0 where it did not. */
import type { Counts } from '#test/simulation/counts.ts';
import { liveMany } from '#test/simulation/live-many.ts';
import { SEEDED_BUGS } from '#test/simulation/seeded-bugs/bugs.ts';

const [, , most = '0'] = process.argv;
const { shows = [] } = SEEDED_BUGS[Number(process.env['SEEDED_BUG'])] ?? {};
const seeds = Array.from({ length: Number(most) }, (_, nth) => nth + 1);
const counts: Counts = new Map();

let found = 0;
const hidden = new Set(shows);
for await (const { seed, kinds } of liveMany(seeds, counts)) {
  for (const kind of kinds) hidden.delete(kind);
  if (hidden.size > 0) continue;
  found = seed;
  break;
}
process.stdout.write(String(found));
