/** `npm run simulate:bugs`: plants each bug, and shows how many histories it took to find it. */
import { SEEDED_BUGS } from '#test/simulation/seeded-bugs/bugs.ts';
import { findBug } from '#test/simulation/seeded-bugs/find-bug.ts';

const MOST_HISTORIES = 20_000;
const write = (text: string) => void process.stdout.write(`${text}\n`);

let missed = 0;
for (const [nth, { what }] of SEEDED_BUGS.entries()) {
  const found = await findBug(nth, MOST_HISTORIES);
  if (found === 0) missed++;
  write(`${found === 0 ? 'missed' : String(found).padStart(6)}  ${what}`);
}
write(`${SEEDED_BUGS.length} bugs, ${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
