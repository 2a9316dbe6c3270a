import { type Budget, isWithin, type Measure } from '#test/bench/measure.ts';

/** One measure on one line: what, how much, its budget, whether it is within, and what it is made of. */
export function line(measure: Measure): string {
  const { what, value, unit, budget, note } = measure;
  const verdict = budget === undefined ? '' : isWithin(measure) ? 'ok' : 'OVER';
  const columns = [
    what.padEnd(44),
    `${format(value)} ${unit}`.padEnd(20),
    (budget === undefined ? '' : inWords(budget)).padEnd(9),
    verdict.padEnd(5),
    note ?? '',
  ];
  return `  ${columns.join(' ')}`.trimEnd();
}

const format = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(2));

function inWords(budget: Budget): string {
  if ('atMost' in budget) return `≤ ${budget.atMost}`;
  return 'below' in budget ? `< ${budget.below}` : `≥ ${budget.atLeast}`;
}
