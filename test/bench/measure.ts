/** One line of the report. */
export interface Measure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is made of: the floor it is divided by, its spread, how much was measured. */
  readonly note?: string;
  /** Without a budget the line only explains the others. */
  readonly budget?: Budget;
}

export type Budget = { readonly atMost: number } | { readonly atLeast: number } | { readonly below: number };

/** Measures one figure of the project. */
export type Bench = () => Promise<readonly Measure[]>;

export function isWithin({ value, budget }: Measure): boolean {
  if (budget === undefined) return true;
  if ('atMost' in budget) return value <= budget.atMost;
  return 'below' in budget ? value < budget.below : value >= budget.atLeast;
}
