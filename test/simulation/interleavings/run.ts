/**
 * `npm run enumerate`: enumerates every order of everything that the tests enumerate, and of what
 * takes too long for them: hours, most of them for the relief of a worker that dials. Exits with 1 where any is wrong.
 */
import { parseArgs } from 'node:util';
import type { PlacerName } from '#test/simulation/history.ts';
import { CASTS } from '#test/simulation/interleavings/cast.ts';
import { describeWrong, enumerate } from '#test/simulation/interleavings/enumerate.ts';
import { storiesOf } from '#test/simulation/interleavings/story.ts';

const PLACERS: readonly PlacerName[] = ['lambda', 'announce', 'genesys-call', 'genesys-callback'];

const { values } = parseArgs({ options: { cast: { type: 'string' }, placer: { type: 'string' } } });
const write = (line: string) => void process.stdout.write(`${line}\n`);
const settings = CASTS.flatMap((cast) =>
  PLACERS.flatMap((placer) => storiesOf(placer).map((story) => ({ cast, placer, story }))),
).filter(
  ({ cast, placer }) => cast.name.startsWith(values.cast ?? '') && placer.startsWith(values.placer ?? ''),
);

const began = performance.now();
let [orders, runs, wrong] = [0n, 0, 0];
for (const setting of settings) {
  const explored = await enumerate(setting);
  orders += explored.orders;
  runs += explored.runs;
  if (explored.wrong) wrong++;
  const { cast, placer, story } = setting;
  write(
    `${cast.name} · ${placer} · ${story.name}: ${explored.orders} orders, ${explored.runs} runs, ${explored.ends.size} ends`,
  );
  if (explored.wrong) write(describeWrong(explored));
}
const seconds = ((performance.now() - began) / 1000).toFixed(0);
write(`${settings.length} settings, ${orders} orders, ${runs} runs, ${wrong} violated, ${seconds} s`);
process.exitCode = wrong > 0 ? 1 : 0;
