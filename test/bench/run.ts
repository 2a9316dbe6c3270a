/**
 * Measures what the project promises about speed, memory and cost, and exits with 1 where a figure is over its budget.
 * `npm run bench` runs everything, `npm run bench -- storage-cost` one figure.
 */
import { type Bench, isWithin, type Measure } from '#test/bench/measure.ts';
import { line } from '#test/bench/report.ts';

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  'handler-time': async () => (await import('#test/bench/handler-time.ts')).measureHandlerTime,
  'handler-parts': async () => (await import('#test/bench/handler-parts.ts')).measureHandlerParts,
  'bundle-size': async () => (await import('#test/bench/bundle-size.ts')).measureBundleSize,
  'storage-cost': async () => (await import('#test/bench/storage-cost.ts')).measureStorageCost,
  'local-load': async () => (await import('#test/bench/local-load.ts')).measureLocalLoad,
  'timer-lateness': async () => (await import('#test/bench/timer-lateness.ts')).measureTimerLateness,
};

const asked = process.argv.slice(2);
const strange = asked.filter((name) => !(name in BENCHES));
if (strange.length > 0) {
  console.error(`No such figure: ${strange.join(', ')}. There are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

const measures: Measure[] = [];
for (const [name, load] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${name}`);
  const found = await (await load())();
  for (const measure of found) console.log(line(measure));
  measures.push(...found);
}

const over = measures.filter((measure) => !isWithin(measure));
console.log(
  over.length === 0
    ? '\nEvery figure is within its budget.'
    : `\nOver budget: ${over.map(({ what }) => what).join('; ')}.`,
);
process.exit(over.length === 0 ? 0 : 1);
