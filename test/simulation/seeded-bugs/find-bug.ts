import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Plants a bug in a process of its own, and answers after how many histories it had shown itself in all its ways; 0: it did not. */
export async function findBug(nth: number, mostHistories: number): Promise<number> {
  const { stdout } = await run(
    process.execPath,
    ['--import', here('plant.ts'), here('look-for.ts'), String(mostHistories)],
    { env: { ...process.env, SEEDED_BUG: String(nth) } },
  );
  return Number(stdout);
}
