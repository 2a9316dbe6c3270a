/** Lives histories until one of them shows the planted bug; tells how many it took, or 0 where none did. */
import type { Counts } from '#test/simulation/counts.ts';
import { liveMany } from '#test/simulation/live-many.ts';
import { SEEDED_BUGS } from '#test/simulation/seeded-bugs/bugs.ts';

const [, , most = '0'] = process.argv;
const { shows = [] } = SEEDED_BUGS[Number(process.env['SEEDED_BUG'])] ?? {};
const seeds = Array.from({ length: Number(most) }, (_, nth) => nth + 1);
const counts: Counts = new Map();

let found = 0;
for await (const { seed, kinds } of liveMany(seeds, counts)) {
  if (!kinds.some((kind) => shows.includes(kind))) continue;
  found = seed;
  break;
}
process.stdout.write(String(found));
